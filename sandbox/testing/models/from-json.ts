import type { NormalizedSchema } from '@smithy/core/schema';
import { leafFromJson } from './leaf';
import { type Report, shown, within } from './report';

/** A JSON value as its model names it; members that the model does not have are reported. */
export function fromJson(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  report: Report,
): unknown {
  if (schema.isStructSchema()) return structure(schema, value, path, report);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) {
      report(path, `${shown(value)} is not a list`);
      return [];
    }
    const of = schema.getValueSchema();
    return value.map((item, index) => fromJson(of, item, `${path}[${index}]`, report));
  }
  if (schema.isMapSchema()) {
    const of = schema.getValueSchema();
    return Object.fromEntries(
      membersOf(value, path, report).map(([key, item]) => [
        key,
        fromJson(of, item, `${path}{${key}}`, report),
      ]),
    );
  }
  return leafFromJson(schema, value, path, report);
}

function structure(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  report: Report,
): Record<string, unknown> {
  const known = new Map<string, [string, NormalizedSchema]>();
  for (const [name, member] of schema.structIterator()) {
    known.set(member.getMergedTraits().jsonName ?? name, [name, member]);
  }
  const read: Record<string, unknown> = {};
  for (const [key, item] of membersOf(value, path, report)) {
    const member = known.get(key);
    if (!member) report(within(path, key), 'is not in the model');
    else read[member[0]] = fromJson(member[1], item, within(path, key), report);
  }
  return read;
}

function membersOf(value: unknown, path: string, report: Report): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(path, `${shown(value)} is not an object`);
    return [];
  }
  return Object.entries(value);
}
