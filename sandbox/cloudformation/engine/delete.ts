import type { ResourceRecord } from '../types';
import { workThrough } from './graph';
import { keyOf, recordOf } from './leftovers';
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
    run.suspend();
    return;
  }
  stack.deletedAt = context.clock.now();
  stack.outputs = [];
  run.setStatus('DELETE_COMPLETE');
  run.finish();
}

/**
 * Deletes every resource of the stack, and what an unfinished update left beside them, in reverse dependency order;
 * answers the logical ids of those that refused.
 */
export async function deleteAll(
  run: StackRun,
  options: { isRollback: boolean },
): Promise<string[]> {
  const { stack, operation } = run;
  const left = new Map(
    [
      ...Object.values(stack.resources),
      ...operation.leftovers.map((leftover) => recordOf(run, leftover)),
    ]
      .filter((record) => !['DELETE_COMPLETE', 'DELETE_SKIPPED'].includes(record.status))
      .map((record): [string, ResourceRecord] => [keyOf(record), record]),
  );
  const failed = await workThrough({
    // Last made, first gone, where nothing else decides.
    nodes: [...left.keys()].reverse(),
    needs: (key) => {
      const logicalId = left.get(key)?.logicalId ?? '';
      return [...left].flatMap(([other, { dependsOn }]) =>
        dependsOn.includes(logicalId) ? [other] : [],
      );
    },
    stopOnFailure: false,
    work: async (key) => {
      const record = left.get(key);
      if (!record) return true;
      const isGone = isKept(run, record, options)
        ? skip(run, record)
        : await deleteResource(run, record);
      if (isGone) operation.leftovers = operation.leftovers.filter((it) => keyOf(it) !== key);
      return isGone;
    },
  });
  run.check();
  return failed.map((key) => left.get(key)?.logicalId ?? key);
}

function isKept(run: StackRun, record: ResourceRecord, options: { isRollback: boolean }): boolean {
  const { deletionPolicy, logicalId, physicalId } = record;
  if (physicalId === null) return false;
  return (
    deletionPolicy === 'Retain' ||
    (deletionPolicy === 'RetainExceptOnCreate' && !options.isRollback) ||
    run.operation.retain.includes(logicalId)
  );
}

function skip(run: StackRun, record: ResourceRecord): true {
  markResource(run, record, 'DELETE_SKIPPED');
  return true;
}
