import { isInRange } from './addresses';
import { fitsArn, fitsPattern } from './wildcards';

export type ConditionContext = Record<string, string | string[]>;

type Test = (value: string, wanted: string) => boolean;

const numbers = (compare: (a: number, b: number) => boolean): Test => {
  return (value, wanted) => compare(Number(value), Number(wanted));
};
const dates = (compare: (a: number, b: number) => boolean): Test => {
  return (value, wanted) => compare(toTime(value), toTime(wanted));
};

/** Operators by what they ask of one value; the negated ones ask the opposite of their partner. */
const positive: Record<string, Test> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => fitsPattern(wanted, value),
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
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  BinaryEquals: (value, wanted) => value === wanted,
  IpAddress: isInRange,
  ArnEquals: (value, wanted) => fitsArn(wanted, value),
  ArnLike: (value, wanted) => fitsArn(wanted, value),
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
 * An unknown operator never holds.
 */
export function holds(
  operator: string,
  key: string,
  wanted: string[],
  context: ConditionContext,
): boolean {
  const { set, name, ifExists } = parseOperator(operator);
  const values = valuesOf(key, context);
  if (name === 'Null')
    return wanted.some((it) => (it.toLowerCase() === 'true') === (values === null));
  const isNegated = Object.hasOwn(negated, name);
  const test = positive[negated[name] ?? name];
  if (!test) return false;
  const fits = (value: string) => wanted.some((it) => test(value, it)) !== isNegated;
  if (values === null || values.length === 0) {
    if (set === 'ForAnyValue') return false;
    return set === 'ForAllValues' || ifExists || isNegated;
  }
  if (set === 'ForAllValues') return values.every(fits);
  if (set === 'ForAnyValue') return values.some(fits);
  return isNegated ? values.every(fits) : values.some(fits);
}

function parseOperator(operator: string) {
  const [prefix, rest] = operator.includes(':') ? operator.split(':') : ['', operator];
  const name = rest ?? '';
  const ifExists = name.endsWith('IfExists');
  return { set: prefix, name: ifExists ? name.slice(0, -'IfExists'.length) : name, ifExists };
}

/** Keys are compared without regard to case. */
export function valuesOf(key: string, context: ConditionContext): string[] | null {
  const wanted = key.toLowerCase();
  const entry = Object.entries(context).find(([name]) => name.toLowerCase() === wanted);
  return entry ? [entry[1]].flat() : null;
}

function toTime(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
