import { isObject, type Json, validationError } from './document';
import type { ActiveTemplate } from './prune';
import { referencesIn } from './references';
import { resolve, type Scope } from './resolve';
import type { Template } from './template';

/**
 * Refuses at the call what conditions and parameters already decide: a reference to a resource that will not exist,
 * and a function over known values that fails. Texts recorded from AWS: LocalStack's validated snapshots,
 * engine/test_conditions and engine/test_mappings.
 */
export function checkActive(template: Template, active: ActiveTemplate, scope: Scope): void {
  const properties = Object.values(active.resources).map((resource) => resource.properties);
  const outputs = Object.values(active.outputs).flatMap(({ value, exportName }) => [
    value,
    exportName ?? '',
  ]);
  refuseSkipped('Template format error: ', 'Resources', properties, template, active);
  refuseSkipped('', 'Outputs', outputs, template, active);
  for (const value of [...properties, ...outputs]) resolveKnown(value, template, scope);
}

function refuseSkipped(
  prefix: string,
  block: string,
  values: Json[],
  template: Template,
  active: ActiveTemplate,
): void {
  const skipped = referencesIn(values)
    .map((reference) => reference.name)
    .filter((name) => isResource(template, name) && !Object.hasOwn(active.resources, name));
  if (skipped.length > 0) {
    throw validationError(
      `${prefix}Unresolved resource dependencies [${[...new Set(skipped)].join(', ')}] in the ${block} block of the template`,
    );
  }
}

/** A value with all evaluated that asks nothing of a resource or another stack; the rest stands as it is written. */
export function resolveKnown(value: Json, template: Template, scope: Scope): Json {
  if (isKnown(value, template)) return resolve(value, scope);
  if (Array.isArray(value)) return value.map((child) => resolveKnown(child, template, scope));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, resolveKnown(child, template, scope)]),
  );
}

function isKnown(value: Json, template: Template): boolean {
  return (
    !JSON.stringify(value).includes('"Fn::ImportValue"') &&
    !referencesIn(value).some(({ name }) => isResource(template, name))
  );
}

function isResource(template: Template, name: string): boolean {
  return Object.hasOwn(template.resources, name);
}
