import type { NormalizedSchema } from '@smithy/core/schema';
import type { ServiceConstraints } from './constraints';
import type { ServiceModel } from './service-model';

/** Members of the structures that some operations send and answer, by the structure's name. */
export function membersIn(
  { operations }: ServiceModel,
  names: readonly string[],
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (schema: NormalizedSchema): void => {
    if (schema.isListSchema() || schema.isMapSchema()) {
      visit(schema.getValueSchema());
      return;
    }
    const name = schema.getName();
    if (!schema.isStructSchema() || name === undefined || found.has(name)) return;
    const members = [...schema.structIterator()];
    found.set(name, new Set(members.map(([member]) => member)));
    for (const [, member] of members) visit(member);
  };
  for (const name of names) {
    const operation = operations.get(name);
    if (operation) for (const side of [operation.input, operation.output]) visit(side);
  }
  return found;
}

/** Constraints without those of members that the SDK's model, which may be older, does not have. */
export function applied(
  { structures, errors }: ServiceConstraints,
  members: Map<string, Set<string>>,
): ServiceConstraints {
  const kept = Object.entries(structures).flatMap(([name, rules]) => {
    const known = Object.entries(rules).filter(([member]) => members.get(name)?.has(member));
    return known.length > 0 ? [[name, Object.fromEntries(known)] as const] : [];
  });
  return { structures: Object.fromEntries(kept), errors };
}
