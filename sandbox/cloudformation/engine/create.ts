import { AwsFault } from '../../context';
import { decideConditions } from '../template/prune';
import type { Scope } from '../template/resolve';
import { deleteAll } from './delete';
import { workThrough } from './graph';
import { evaluateOutputs } from './outputs';
import { newRecord } from './records';
import { createResource } from './resource';
import type { StackRun } from './run';
import { stackScope } from './scope';

/** Creates a stack's resources; a failure turns the stack round as its OnFailure says. */
export async function runCreate(run: StackRun): Promise<void> {
  if (run.operation.phase === 'forward') {
    const failure = await createForward(run);
    if (failure === null) {
      run.setStatus('CREATE_COMPLETE');
      run.finish();
      return;
    }
    turnRound(run, failure);
    if (run.operation.phase === 'forward') {
      run.finish();
      return;
    }
  }
  await finishFailedCreate(run);
}

/** Why the stack failed, or null. */
async function createForward(run: StackRun): Promise<string | null> {
  const { context, stack } = run;
  const template = run.template();
  const scope: Scope = stackScope(context, stack, template, stack.parameters, stack.resources);
  const active = decideConditions(template, scope);
  for (const logicalId of Object.keys(active.resources)) {
    stack.resources[logicalId] ??= newRecord(template, active, logicalId, context.clock.now());
  }
  const failed = await workThrough({
    nodes: Object.keys(active.resources),
    needs: (logicalId) => stack.resources[logicalId]?.dependsOn ?? [],
    // Without a rollback each path goes on to its own end (UserGuide, stack-failure-options).
    stopOnFailure: stack.onFailure !== 'DO_NOTHING',
    work: async (logicalId, cancelled) => {
      const record = stack.resources[logicalId];
      const definition = active.resources[logicalId];
      if (!record || !definition || record.status === 'CREATE_COMPLETE') return true;
      if (record.status === 'CREATE_FAILED') return false;
      return createResource(run, record, definition, scope, cancelled);
    },
  });
  run.check();
  if (failed.length > 0) {
    return `The following resource(s) failed to create: [${failed.join(', ')}]`;
  }
  try {
    stack.outputs = evaluateOutputs(run, active, scope);
    return null;
  } catch (error) {
    if (error instanceof AwsFault) return error.message;
    throw error;
  }
}

function turnRound(run: StackRun, reason: string): void {
  const { stack, operation } = run;
  if (stack.onFailure === 'DO_NOTHING') {
    run.setStatus('CREATE_FAILED', `${reason}. `);
    return;
  }
  operation.phase = 'rollback';
  // What was never begun leaves no trace in the rollback.
  for (const [logicalId, record] of Object.entries(stack.resources)) {
    if (record.status === 'NOT_STARTED') delete stack.resources[logicalId];
  }
  if (stack.onFailure === 'DELETE') {
    run.setStatus('DELETE_IN_PROGRESS', `${reason}. Delete requested by user.`);
  } else {
    run.setStatus('ROLLBACK_IN_PROGRESS', `${reason}. Rollback requested by user.`);
  }
}

async function finishFailedCreate(run: StackRun): Promise<void> {
  const { stack, context } = run;
  const failed = await deleteAll(run, { isRollback: true });
  const isDelete = stack.onFailure === 'DELETE';
  if (failed.length > 0) {
    run.setStatus(
      isDelete ? 'DELETE_FAILED' : 'ROLLBACK_FAILED',
      `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
    );
  } else if (isDelete) {
    stack.deletedAt = context.clock.now();
    run.setStatus('DELETE_COMPLETE');
  } else {
    stack.deletedAt = context.clock.now();
    run.setStatus('ROLLBACK_COMPLETE');
  }
  run.finish();
}
