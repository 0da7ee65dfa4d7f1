import { isDeepStrictEqual } from 'node:util';
import type { SandboxContext } from '../context';
import { activeDependencies } from './engine/records';
import { stackScope, symbolicScope } from './engine/scope';
import { checkProperties } from './properties';
import type { SchemaIndex } from './schema';
import type { JsonObject } from './template/document';
import { type ActiveTemplate, decideConditions } from './template/prune';
import { referencesIn } from './template/references';
import { resolveObject, type Scope } from './template/resolve';
import type { Template } from './template/template';
import type { ResourceChange, ResourceRecord, StackDefinition, StackRecord } from './types';

/** What AWS shows for a value that only the execution will know. */
const knownAfterApply = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** What executing a definition would do to a stack, resource by resource. */
export function changesOf(
  context: SandboxContext,
  schemas: SchemaIndex,
  stack: StackRecord,
  definition: StackDefinition,
  template: Template,
): ResourceChange[] {
  const renewed = new Set<string>();
  const scope = previewScope(context, stack, definition, template, renewed);
  const active = decideConditions(template, scope);
  const changes: ResourceChange[] = [];
  const tagsChanged = !isDeepStrictEqual(stack.tags, definition.tags);
  for (const logicalId of inOrder(template, active)) {
    const resource = active.resources[logicalId];
    if (!resource) continue;
    const schema = schemas.resources.get(resource.type);
    const resolved = foreseen(resource.properties, scope, renewed);
    const after = schema
      ? checkProperties(schemas, schema.properties, resolved).properties
      : resolved;
    const record = stack.resources[logicalId];
    if (!record?.physicalId) {
      renewed.add(logicalId);
      changes.push(addition(logicalId, resource.type, after));
      continue;
    }
    const others = {
      tagsChanged: Boolean(schema?.tagProperty) && tagsChanged,
      metadataChanged: !isDeepStrictEqual(record.metadata, resource.metadata),
    };
    const change = modification(record, after, others, (name) => {
      return schema?.properties[name]?.replaces ?? 'no';
    });
    if (!change) continue;
    if (change.replacement === 'True') renewed.add(logicalId);
    changes.push(change);
  }
  for (const record of Object.values(stack.resources)) {
    if (!Object.hasOwn(active.resources, record.logicalId)) changes.push(removal(record));
  }
  return changes.sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}

/** Existing resources by their ids; what will be new or replaced is not known yet. */
function previewScope(
  context: SandboxContext,
  stack: StackRecord,
  definition: StackDefinition,
  template: Template,
  renewed: Set<string>,
): Scope {
  const { parameters } = definition;
  const real = stackScope(context, stack, template, parameters, stack.resources);
  const isKnown = (logicalId: string) =>
    !renewed.has(logicalId) && Boolean(stack.resources[logicalId]?.physicalId);
  return {
    ...symbolicScope(context, stack, template, parameters),
    physicalId: (logicalId) => (isKnown(logicalId) ? real.physicalId(logicalId) : knownAfterApply),
    attribute: (logicalId, name) =>
      isKnown(logicalId) ? real.attribute(logicalId, name) : knownAfterApply,
  };
}

/** A function over something not known yet may not be computable; then its value is not known yet either. */
function foreseen(properties: JsonObject, scope: Scope, renewed: Set<string>): JsonObject {
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(properties)) {
    try {
      Object.assign(result, resolveObject({ [name]: value }, scope));
    } catch (error) {
      if (!referencesIn(value).some((reference) => renewed.has(reference.name))) throw error;
      result[name] = knownAfterApply;
    }
  }
  return result;
}

/** What is referred to comes first, so that a replacement is known where it is used. */
function inOrder(template: Template, active: ActiveTemplate): string[] {
  const order: string[] = [];
  const visit = (logicalId: string) => {
    if (order.includes(logicalId)) return;
    for (const need of activeDependencies(template, active, logicalId)) visit(need);
    order.push(logicalId);
  };
  for (const logicalId of Object.keys(active.resources)) visit(logicalId);
  return order;
}

/** A change of a resource as a whole, of which no single property is told. */
export function whole(
  of: Pick<ResourceChange, 'action' | 'logicalId' | 'physicalId' | 'type'>,
): ResourceChange {
  const nothing = { properties: [], tagsChanged: false, metadataChanged: false };
  return { ...of, ...nothing, replacement: null, before: null, after: null };
}

function addition(logicalId: string, type: string, after: JsonObject): ResourceChange {
  return {
    ...whole({ action: 'Add', logicalId, physicalId: null, type }),
    after: JSON.stringify({ Properties: after }),
  };
}

function removal(record: ResourceRecord): ResourceChange {
  const { logicalId, physicalId, type } = record;
  return {
    ...whole({ action: 'Remove', logicalId, physicalId, type }),
    before: JSON.stringify({ Properties: record.properties }),
  };
}

function modification(
  record: ResourceRecord,
  after: JsonObject,
  others: Pick<ResourceChange, 'tagsChanged' | 'metadataChanged'>,
  replaces: (name: string) => 'yes' | 'no' | 'maybe',
): ResourceChange | null {
  const names = [...new Set([...Object.keys(record.properties), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(record.properties[name], after[name]),
  );
  if (names.length === 0 && !others.tagsChanged && !others.metadataChanged) return null;
  const kinds = names.map(replaces);
  return {
    action: 'Modify',
    logicalId: record.logicalId,
    physicalId: record.physicalId,
    type: record.type,
    replacement: kinds.includes('yes') ? 'True' : kinds.includes('maybe') ? 'Conditional' : 'False',
    properties: names.map((name) => ({
      name,
      requiresRecreation: ({ yes: 'Always', maybe: 'Conditionally', no: 'Never' } as const)[
        replaces(name)
      ],
      before: shown(record.properties[name]),
      after: shown(after[name]),
      attributeChangeType:
        record.properties[name] === undefined
          ? 'Add'
          : after[name] === undefined
            ? 'Remove'
            : 'Modify',
    })),
    ...others,
    before: JSON.stringify({ Properties: record.properties }),
    after: JSON.stringify({ Properties: after }),
  };
}

function shown(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
