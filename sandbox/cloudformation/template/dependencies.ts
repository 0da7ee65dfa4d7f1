import { type Json, validationError } from './document';
import { referencesIn } from './references';
import type { Template, TemplateResource } from './template';

/** Logical ids that a resource waits for, by reference or by `DependsOn`. */
export function dependenciesOf(template: Template, logicalId: string, properties: Json): string[] {
  const resource = template.resources[logicalId];
  const names = new Set([
    ...(resource?.dependsOn ?? []),
    ...referencesIn(properties).map((reference) => reference.name),
  ]);
  return [...names].filter((name) => name !== logicalId && Object.hasOwn(template.resources, name));
}

export function checkCycles(template: Template): void {
  const waitsFor = new Map(
    Object.entries(template.resources).map(([name, resource]) => [
      name,
      new Set([
        ...dependenciesOf(template, name, resource.properties),
        ...(refersToItself(name, resource) ? [name] : []),
      ]),
    ]),
  );
  // Whatever can be made is taken away, round by round; what is left depends on itself.
  for (let before = -1; before !== waitsFor.size; ) {
    before = waitsFor.size;
    for (const [name, needs] of waitsFor) {
      if ([...needs].every((need) => !waitsFor.has(need))) waitsFor.delete(name);
    }
  }
  if (waitsFor.size > 0) {
    throw validationError(
      `Circular dependency between resources: [${[...waitsFor.keys()].join(', ')}]`,
    );
  }
}

function refersToItself(name: string, resource: TemplateResource): boolean {
  if (resource.dependsOn.includes(name)) return true;
  return referencesIn(resource.properties).some(
    (reference) => reference.kind !== 'condition' && reference.name === name,
  );
}

export function checkConditionCycles(template: Template): void {
  for (const name of Object.keys(template.conditions)) checkConditionCycle(template, name, []);
}

/** A condition must not depend on itself. AWS refuses one that does; in which words is UNCONFIRMED. */
function checkConditionCycle(template: Template, name: string, above: string[]): void {
  if (above.includes(name)) {
    throw validationError(`Circular dependency between conditions: [${above.join(', ')}]`);
  }
  const definition = Object.hasOwn(template.conditions, name)
    ? template.conditions[name]
    : undefined;
  if (definition === undefined) {
    throw validationError(
      `Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`,
    );
  }
  for (const reference of referencesIn(definition)) {
    if (reference.kind === 'condition') {
      checkConditionCycle(template, reference.name, [...above, name]);
    }
  }
}
