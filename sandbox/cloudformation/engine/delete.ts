import { workThrough } from './graph';
import { deleteResource, markResource } from './resource';
import type { StackRun } from './run';

/** Deletes a stack. What refuses stays, and with it all it depends on; the rest goes. */
export async function runDelete(run: StackRun): Promise<void> {
  const { context, stack } = run;
  const failed = await deleteAll(run, { isRollback: false });
  if (failed.length > 0 && !run.operation.force) {
    run.setStatus(
      'DELETE_FAILED',
      `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
    );
  } else {
    stack.deletedAt = context.clock.now();
    stack.outputs = [];
    run.setStatus('DELETE_COMPLETE');
  }
  run.finish();
}

/** Deletes every resource of the stack in reverse dependency order; answers those that refused. */
export async function deleteAll(
  run: StackRun,
  options: { isRollback: boolean },
): Promise<string[]> {
  const { stack, operation } = run;
  const left = Object.values(stack.resources).filter(
    (record) => record.status !== 'DELETE_COMPLETE' && record.status !== 'DELETE_SKIPPED',
  );
  const dependents = (logicalId: string) =>
    left.filter((record) => record.dependsOn.includes(logicalId)).map((record) => record.logicalId);
  const failed = await workThrough({
    // Last made, first gone, where nothing else decides.
    nodes: left.map((record) => record.logicalId).reverse(),
    needs: dependents,
    stopOnFailure: false,
    work: async (logicalId) => {
      const record = stack.resources[logicalId];
      if (!record) return true;
      const { deletionPolicy } = record;
      const isKept =
        deletionPolicy === 'Retain' ||
        (deletionPolicy === 'RetainExceptOnCreate' && !options.isRollback) ||
        operation.retain.includes(logicalId);
      if (isKept && record.physicalId !== null) {
        markResource(run, record, 'DELETE_SKIPPED');
        return true;
      }
      return deleteResource(run, record);
    },
  });
  run.check();
  return failed;
}
