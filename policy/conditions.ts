import { isInRange } from './addresses';
import { type ConditionContext, valuesOf } from './context';
import { type Piece, textOf } from './variables';
import { fitsArn, fitsPattern } from './wildcards';

/** Fills the variables of a text; null if one has no value. */
type Fill = (text: string) => Piece[] | null;

type Test = (value: string, wanted: string, fill: Fill) => boolean;

const strings = (compare: (a: string, b: string) => boolean): Test => {
  return (value, wanted, fill) => {
    const filled = fill(wanted);
    return filled !== null && compare(value, textOf(filled));
  };
};
const numbers = (compare: (a: number, b: number) => boolean): Test => {
  return (value, wanted) => compare(toNumber(value), toNumber(wanted));
};
const dates = (compare: (a: number, b: number) => boolean): Test => {
  return (value, wanted) => compare(toTime(value), toTime(wanted));
};

/**
 * Operators by what they ask of one value; the negated ones ask the opposite of their partner. Strings and ARNs take
 * variables, the others do not (IAM user guide, "Where you can use policy variables").
 */
const positive: Record<string, Test> = {
  StringEquals: strings((a, b) => a === b),
  StringEqualsIgnoreCase: strings((a, b) => a.toLowerCase() === b.toLowerCase()),
  StringLike: (value, wanted, fill) => {
    const filled = fill(wanted);
    return filled !== null && fitsPattern(filled, value);
  },
  NumericEquals: numbers((a, b) => a === b),
  NumericLessThan: numbers((a, b) => a < b),
  NumericLessThanEquals: numbers((a, b) => a <= b),
  NumericGreaterThan: numbers((a, b) => a > b),
  NumericGreaterThanEquals: numbers((a, b) => a >= b),
  DateEquals: dates((a, b) => a === b),
  DateLessThan: dates((a, b) => a < b),
  DateLessThanEquals: dates((a, b) => a <= b),
  DateGreaterThan: dates((a, b) => a > b),
  DateGreaterThanEquals: dates((a, b) => a >= b),
  Bool: (value, wanted) => /^(true|false)$/i.test(wanted) && equalsIgnoringCase(value, wanted),
  BinaryEquals: (value, wanted) => value === wanted,
  IpAddress: isInRange,
  ArnEquals: (value, wanted, fill) => fitsArn(wanted, value, fill),
  ArnLike: (value, wanted, fill) => fitsArn(wanted, value, fill),
};

const negated: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/**
 * Whether one operator holds for one key. A key that is absent fails a positive operator and passes a negated one;
 * `…IfExists` passes then; `ForAllValues:` passes then, `ForAnyValue:` fails (IAM user guide, condition operators).
 * A list asks for one of these two prefixes, and without it nothing holds ("Multivalued context keys require a
 * condition set operator"; that a negated operator fails too is INFERENCE). An unknown operator never holds.
 */
export function holds(
  operator: string,
  key: string,
  wanted: string[],
  context: ConditionContext,
  fill: Fill,
): boolean {
  const { set, name, ifExists } = parseOperator(operator);
  const found = valuesOf(key, context);
  if (name === 'Null') return wanted.some((it) => equalsIgnoringCase(it, String(found === null)));
  const isNegated = Object.hasOwn(negated, name);
  const test = positive[negated[name] ?? name];
  if (!test) return false;
  const fits = (value: string) => wanted.some((it) => test(value, it, fill)) !== isNegated;
  if (set === 'ForAnyValue') return [found ?? []].flat().some(fits);
  if (set === 'ForAllValues') return [found ?? []].flat().every(fits);
  if (found === null) return ifExists || isNegated;
  return typeof found === 'string' && fits(found);
}

function parseOperator(operator: string) {
  const [prefix, rest] = operator.includes(':') ? operator.split(':') : ['', operator];
  const name = rest ?? '';
  const ifExists = name.endsWith('IfExists');
  return { set: prefix, name: ifExists ? name.slice(0, -'IfExists'.length) : name, ifExists };
}

function equalsIgnoringCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Empty text is no number, whatever JavaScript says. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Milliseconds, of seconds since the epoch or of ISO 8601. */
function toTime(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
