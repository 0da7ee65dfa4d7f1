import { AwsFault } from '../../context';
import { decideConditions } from '../template/prune';
import type { Scope } from '../template/resolve';
import { workThrough } from './graph';
import { deleteLeftovers } from './leftovers';
import { evaluateOutputs } from './outputs';
import { activeDependencies, newRecord } from './records';
import { createResource, markResource } from './resource';
import type { StackRun } from './run';
import { stackScope } from './scope';
import { restoreResource, updateResource } from './update-resource';

/** aws-cloudformation/cloudformation-coverage-roadmap#744. */
const leftBehind = 'Update successful. One or more resources could not be deleted.';

/** Brings a stack to its new definition, then removes what that left behind; a failure returns it to the old one. */
export async function runUpdate(run: StackRun): Promise<void> {
  const { operation, stack } = run;
  if (operation.phase === 'forward') {
    const failure = await updateForward(run);
    if (failure === null) {
      operation.phase = 'cleanup';
      run.setStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    } else if (stack.onFailure === 'DO_NOTHING') {
      run.setStatus('UPDATE_FAILED', failure);
      run.suspend();
      return;
    } else {
      operation.phase = 'rollback';
      operation.done = [];
      run.setStatus('UPDATE_ROLLBACK_IN_PROGRESS', failure);
    }
  }
  if (operation.phase === 'cleanup') {
    leaveRemoved(run);
    const isClean = await deleteLeftovers(run);
    run.setStatus('UPDATE_COMPLETE', isClean ? null : leftBehind);
    run.finish();
    return;
  }
  if (operation.phase === 'cancel') {
    markCancelled(run);
    operation.phase = 'rollback';
  }
  if (operation.phase === 'rollback') {
    const failed = await rollBack(run);
    if (failed.length > 0) {
      run.setStatus(
        'UPDATE_ROLLBACK_FAILED',
        `The following resource(s) failed to update: [${failed.join(', ')}]. `,
      );
      run.suspend();
      return;
    }
    operation.phase = 'rollback-cleanup';
    run.setStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  }
  await deleteLeftovers(run);
  run.setStatus('UPDATE_ROLLBACK_COMPLETE');
  run.finish();
}

/** Why the update failed, or null. */
async function updateForward(run: StackRun): Promise<string | null> {
  const { context, stack, operation } = run;
  const template = run.template();
  const scope: Scope = stackScope(context, stack, template, stack.parameters, stack.resources);
  const active = decideConditions(template, scope);
  const isNew = (logicalId: string) => !operation.previous?.resources[logicalId];
  for (const logicalId of Object.keys(active.resources)) {
    stack.resources[logicalId] ??= newRecord(template, active, logicalId, context.clock.now());
  }
  const failed = await workThrough({
    nodes: Object.keys(active.resources),
    needs: (logicalId) => activeDependencies(template, active, logicalId),
    stopOnFailure: stack.onFailure !== 'DO_NOTHING',
    work: async (logicalId, cancelled) => {
      const record = stack.resources[logicalId];
      const definition = active.resources[logicalId];
      if (!record || !definition || operation.done.includes(logicalId)) return true;
      const isDone = isNew(logicalId)
        ? record.status === 'CREATE_COMPLETE' ||
          (await createResource(run, record, definition, scope, cancelled))
        : await updateResource(run, record, definition, scope, cancelled);
      if (!isDone) return false;
      record.dependsOn = activeDependencies(template, active, logicalId);
      record.deletionPolicy = definition.deletionPolicy;
      record.updateReplacePolicy = definition.updateReplacePolicy;
      operation.done.push(logicalId);
      return true;
    },
  });
  run.check();
  if (failed.length > 0) return failureOf(failed, isNew);
  try {
    stack.outputs = evaluateOutputs(run, active, scope);
    return null;
  } catch (error) {
    if (error instanceof AwsFault) return error.message;
    throw error;
  }
}

function failureOf(failed: string[], isNew: (logicalId: string) => boolean): string {
  const created = failed.filter(isNew);
  const updated = failed.filter((logicalId) => !isNew(logicalId));
  const say = (verb: string, names: string[]) =>
    names.length === 0
      ? ''
      : `The following resource(s) failed to ${verb}: [${names.join(', ')}]. `;
  return `${say('create', created)}${say('update', updated)}`;
}

/** Resources that the new template no longer has are deleted in the clean-up. */
function leaveRemoved(run: StackRun): void {
  const { context, stack, operation } = run;
  const template = run.template();
  const scope = stackScope(context, stack, template, stack.parameters, stack.resources);
  const active = decideConditions(template, scope);
  for (const [logicalId, record] of Object.entries(stack.resources)) {
    if (Object.hasOwn(active.resources, logicalId)) continue;
    if (record.physicalId !== null) operation.leftovers.push({ ...record });
    delete stack.resources[logicalId];
  }
}

/** What was being made or changed when the update was cancelled ends here, before it is taken back. */
function markCancelled(run: StackRun): void {
  for (const record of Object.values(run.stack.resources)) {
    if (record.status === 'CREATE_IN_PROGRESS') {
      markResource(run, record, 'CREATE_FAILED', 'Resource creation cancelled');
    } else if (record.status === 'UPDATE_IN_PROGRESS') {
      markResource(run, record, 'UPDATE_FAILED', 'Resource update cancelled');
    }
  }
}

/** Returns every changed resource to what it was; what the update made is left for the clean-up. */
async function rollBack(run: StackRun): Promise<string[]> {
  const { stack, operation } = run;
  const { previous } = operation;
  if (!previous) return [];
  for (const [logicalId, record] of Object.entries(stack.resources)) {
    if (previous.resources[logicalId]) continue;
    if (record.physicalId !== null) operation.leftovers.push({ ...record });
    delete stack.resources[logicalId];
  }
  Object.assign(stack, previous.definition);
  stack.outputs = previous.outputs;
  const failed = await workThrough({
    nodes: Object.keys(previous.resources),
    needs: (logicalId) => previous.resources[logicalId]?.dependsOn ?? [],
    stopOnFailure: false,
    work: async (logicalId) => {
      const before = previous.resources[logicalId];
      const record = stack.resources[logicalId];
      if (!before || !record || operation.done.includes(logicalId)) return true;
      const isDone = await restoreResource(run, record, before);
      if (isDone) operation.done.push(logicalId);
      return isDone;
    },
  });
  run.check();
  return failed;
}
