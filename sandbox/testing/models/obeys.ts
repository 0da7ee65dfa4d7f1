import type { NormalizedSchema } from '@smithy/core/schema';
import type { Constraint } from './constraints';
import { type Report, shown, within } from './report';

export type Structures = Record<string, Record<string, Constraint>>;

/** Reports what a value that has its model's form lacks or exceeds: required members, enums, sizes, patterns. */
export function obeys(
  structures: Structures,
  schema: NormalizedSchema,
  value: unknown,
  constraint: Constraint,
  path: string,
  report: Report,
): void {
  const go = (inner: NormalizedSchema, item: unknown, rule: Constraint | undefined, at: string) =>
    obeys(structures, inner, item, rule ?? {}, at, report);
  if (schema.isStructSchema()) {
    const members = value as Record<string, unknown>;
    const rules = structures[schema.getName() ?? ''] ?? {};
    for (const name of requiredOf(schema))
      if (members[name] === undefined) report(within(path, name), 'is required');
    for (const [name, member] of schema.structIterator())
      if (members[name] !== undefined) go(member, members[name], rules[name], within(path, name));
    if (schema.isUnionSchema() && Object.keys(members).length !== 1)
      report(path, 'is a union and has not one member');
  } else if (schema.isListSchema()) {
    const items = value as unknown[];
    size(items.length, 'entries', constraint, path, report);
    const of = schema.getValueSchema();
    for (const [index, item] of items.entries()) go(of, item, constraint.of, `${path}[${index}]`);
  } else if (schema.isMapSchema()) {
    const entries = Object.entries(value as Record<string, unknown>);
    size(entries.length, 'entries', constraint, path, report);
    for (const [key, item] of entries) {
      scalar(key, constraint.key ?? {}, `${path}{${key}}`, report);
      go(schema.getValueSchema(), item, constraint.of, `${path}{${key}}`);
    }
  } else scalar(value, constraint, path, report);
}

/** A structure's required members: the schema lists them first and says how many they are. */
function requiredOf(schema: NormalizedSchema): string[] {
  const raw: unknown = schema.getSchema();
  if (!Array.isArray(raw)) return [];
  const [, , , , names, , count] = raw;
  return schema.isUnionSchema() || typeof count !== 'number' ? [] : names.slice(0, count);
}

function scalar(value: unknown, constraint: Constraint, path: string, report: Report): void {
  if (typeof value === 'number') {
    if (constraint.whole && !Number.isInteger(value)) report(path, `${value} is not whole`);
    size(value, '', constraint, path, report);
  }
  if (Buffer.isBuffer(value)) size(value.length, 'bytes', constraint, path, report);
  if (typeof value !== 'string') return;
  if (constraint.enum && !constraint.enum.includes(value))
    report(path, `${shown(value)} is none of ${constraint.enum.join(', ')}`);
  size([...value].length, 'characters', constraint, path, report);
  if (constraint.pattern && !matches(constraint.pattern, value))
    report(path, `${shown(value)} does not match ${constraint.pattern}`);
}

function size(
  count: number,
  unit: string,
  { min, max }: Constraint,
  path: string,
  report: Report,
): void {
  const said = unit === '' ? `${count}` : `${count} ${unit}`;
  if (min !== undefined && count < min) report(path, `${said} is less than ${min}`);
  if (max !== undefined && count > max) report(path, `${said} is more than ${max}`);
}

const compiled = new Map<string, RegExp>();

/** Patterns are Java's and mean the whole text; `\p{…}` needs the flag that forbids their needless escapes. */
function matches(pattern: string, value: string): boolean {
  const known =
    compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'su' : 's');
  compiled.set(pattern, known);
  return known.test(value);
}
