import { named } from '../../named';
import { asText, isObject, type Json, type JsonObject } from './document';
import { conditionHolds, type Scope } from './resolve';
import type { Template, TemplateResource } from './template';
import type { TemplateOutput } from './template-output';

/** A template with its conditions decided: what is left is what will exist. */
export type ActiveTemplate = {
  resources: Record<string, TemplateResource>;
  outputs: Record<string, TemplateOutput>;
};

export function decideConditions(template: Template, scope: Scope): ActiveTemplate {
  const isActive = (condition: string | undefined) =>
    condition === undefined || conditionHolds(condition, scope);
  const resources = named<TemplateResource>();
  for (const [name, resource] of Object.entries(template.resources)) {
    if (!isActive(resource.condition)) continue;
    resources[name] = {
      ...resource,
      properties: decideObject(resource.properties, scope),
    };
  }
  const outputs = named<TemplateOutput>();
  for (const [name, output] of Object.entries(template.outputs)) {
    if (isActive(output.condition)) {
      outputs[name] = { ...output, value: decide(output.value, scope) ?? '' };
    }
  }
  return { resources, outputs };
}

/** Takes the branch of every `Fn::If`; undefined stands for `AWS::NoValue`. */
function decide(value: Json, scope: Scope): Json | undefined {
  if (Array.isArray(value)) {
    return value.flatMap((child) => {
      const decided = decide(child, scope);
      return decided === undefined ? [] : [decided];
    });
  }
  if (!isObject(value)) return value;
  if (value.Ref === 'AWS::NoValue') return undefined;
  const branches = value['Fn::If'];
  if (Array.isArray(branches) && branches.length === 3) {
    const [name, yes, no] = branches;
    return decide((conditionHolds(asText(name), scope) ? yes : no) ?? null, scope);
  }
  return decideObject(value, scope);
}

function decideObject(value: JsonObject, scope: Scope): JsonObject {
  const result: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    const decided = decide(child, scope);
    if (decided !== undefined) result[key] = decided;
  }
  return result;
}
