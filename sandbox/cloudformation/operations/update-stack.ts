import type { SandboxContext } from '../../context';
import { named } from '../../named';
import type { QueryOperation } from '../../wire/query';
import { symbolicScope } from '../engine/scope';
import { findStack, readDefinition } from '../request';
import { requireRollback, requireUpdatable, reuseToken } from '../status';
import { validationError } from '../template/document';
import { resolveKnown } from '../template/early-values';
import { decideConditions } from '../template/prune';
import { parseTemplate, type Template } from '../template/template';
import type { StackDefinition, StackRecord } from '../types';
import { markStack, newOperation, type OperationBy, outdateChangeSets } from './create-stack';

export const updateStack: QueryOperation = async (context, form, { accessKeyId }) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  const token = form.get('ClientRequestToken') ?? null;
  if (reuseToken(stack, token, 'UpdateStack') === 'repeated') return { StackId: stack.stackId };
  requireUpdatable(stack);
  const isRollbackDisabled = form.boolean('DisableRollback') ?? false;
  requireRollback(stack, isRollbackDisabled);
  const { definition, template } = await readDefinition(context, form, stack, stack);
  requireUpdatable(stack);
  const change = compareDefinitions(context, stack, definition, template);
  refuseTypeChanges(stack, template);
  if (!change) throw validationError('No updates are to be performed.');
  stack.roleArn = form.get('RoleARN') ?? stack.roleArn;
  stack.onFailure = isRollbackDisabled ? 'DO_NOTHING' : 'ROLLBACK';
  startUpdate(context, stack, definition, template, { token, accessKeyId }, 'UpdateStack');
  return { StackId: stack.stackId };
};

export function startUpdate(
  context: SandboxContext,
  stack: StackRecord,
  definition: StackDefinition,
  template: Template,
  by: OperationBy,
  action: string,
): void {
  outdateChangeSets(context, stack);
  const { templateBody, parameters, tags, capabilities } = stack;
  // What an earlier update failed to make does not exist: it is made anew.
  for (const [logicalId, record] of Object.entries(stack.resources)) {
    if (record.physicalId === null) delete stack.resources[logicalId];
  }
  stack.operation = {
    ...newOperation('update', by),
    previous: {
      definition: structuredClone({ templateBody, parameters, tags, capabilities }),
      outputs: structuredClone(stack.outputs),
      resources: named(structuredClone(stack.resources)),
    },
    leftovers: stack.unfinished?.leftovers ?? [],
  };
  stack.unfinished = null;
  if (by.token !== null) stack.tokens[by.token] = action;
  Object.assign(stack, definition);
  stack.description = template.description ?? null;
  stack.updatedAt = context.clock.now();
  markStack(context, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  context.engine.begin(stack.stackId);
}

/**
 * Whether there is anything to do: resources, outputs or tags differ. The template's own Metadata, its description
 * and its layout do not count (UserGuide, metadata section: it cannot be updated by itself).
 */
export function compareDefinitions(
  context: SandboxContext,
  stack: StackRecord,
  next: StackDefinition,
  template: Template,
): boolean {
  const before = parseTemplate(stack.templateBody);
  return fingerprint(context, stack, before, stack) !== fingerprint(context, stack, template, next);
}

function fingerprint(
  context: SandboxContext,
  stack: StackRecord,
  template: Template,
  definition: StackDefinition,
): string {
  const scope = symbolicScope(context, stack, template, definition.parameters);
  const active = decideConditions(template, scope);
  const resources = Object.entries(active.resources).map(([logicalId, resource]) => ({
    logicalId,
    type: resource.type,
    properties: resolveKnown(resource.properties, template, scope),
    metadata: resource.metadata,
    deletionPolicy: resource.deletionPolicy,
    updateReplacePolicy: resource.updateReplacePolicy,
  }));
  const outputs = Object.entries(active.outputs).map(([key, output]) => ({
    key,
    value: resolveKnown(output.value, template, scope),
    exportName:
      output.exportName === undefined ? null : resolveKnown(output.exportName, template, scope),
    description: output.description ?? null,
  }));
  return JSON.stringify(sorted({ resources, outputs, tags: definition.tags }));
}

/** Key order does not matter in a template. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}

export function refuseTypeChanges(stack: StackRecord, template: Template): void {
  const changed = Object.values(stack.resources)
    .filter((record) => {
      const next = template.resources[record.logicalId];
      return next !== undefined && next.type !== record.type;
    })
    .map((record) => record.logicalId);
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`,
    );
  }
}
