import type { AnyTemplate } from '@/templates/resolve';
import type { Compared } from './compare';

type Json = Record<string, unknown>;
type ResourceBody = { DependsOn?: string | string[]; Properties?: Json };

/**
 * The deployed template, changed to say what is: a first step of putting it back. CloudFormation compares templates
 * and not resources, so a template that has not changed mends nothing; one that has been elsewhere and comes back does.
 */
export function templateOfActual(deployed: AnyTemplate, drifted: readonly Compared[]): string {
  const template = structuredClone(deployed) as AnyTemplate & Json;
  for (const { where, property, actualValue } of drifted) {
    const resource = template.Resources[where] as ResourceBody | undefined;
    if (!resource) continue;
    resource.Properties ??= {};
    if (property === '') remove(template, where);
    else setIn(resource.Properties, property.split('.'), actualValue);
  }
  return JSON.stringify(template);
}

/** What is gone takes along what hands it on. */
function remove(template: AnyTemplate & Json, logicalId: string): void {
  delete template.Resources[logicalId];
  const outputs = (template.Outputs ?? {}) as Record<string, { Value?: unknown }>;
  for (const [name, { Value }] of Object.entries(outputs))
    if ((Value as { Ref?: string } | undefined)?.Ref === logicalId) delete outputs[name];
  for (const resource of Object.values(template.Resources) as ResourceBody[]) {
    if (resource.DependsOn === undefined) continue;
    const left = [resource.DependsOn].flat().filter((name) => name !== logicalId);
    if (left.length > 0) resource.DependsOn = left;
    else delete resource.DependsOn;
  }
}

/** Sets, or with undefined takes away, what a path leads to; what it empties goes too. */
function setIn(holder: Json, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) delete holder[name];
    else holder[name] = value;
    return;
  }
  const inner = (holder[name] ?? {}) as Json;
  holder[name] = inner;
  setIn(inner, rest, value);
  if (!Array.isArray(inner) && Object.keys(inner).length === 0) delete holder[name];
}
