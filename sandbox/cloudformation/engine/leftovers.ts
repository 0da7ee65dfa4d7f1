import type { Leftover, ResourceRecord } from '../types';
import { workThrough } from './graph';
import { deleteResource, markResource } from './resource';
import type { StackRun } from './run';

/** CloudFormation tries to delete an old resource three times (UserGuide, troubleshooting). */
const attemptsMax = 3;

/**
 * Deletes what an update replaced or removed. What refuses stays behind in the account, as on AWS, and the stack is
 * done with it. Answers whether all went.
 */
export async function deleteLeftovers(run: StackRun): Promise<boolean> {
  const { operation } = run;
  const left = [...operation.leftovers];
  const failed = await workThrough({
    nodes: left.map(keyOf),
    needs: (key) => {
      const own = left.find((leftover) => keyOf(leftover) === key);
      return left.filter((other) => own && other.dependsOn.includes(own.logicalId)).map(keyOf);
    },
    stopOnFailure: false,
    work: async (key) => {
      const leftover = left.find((candidate) => keyOf(candidate) === key);
      const isGone = !leftover || (await deleteLeftover(run, recordOf(run, leftover)));
      operation.leftovers = operation.leftovers.filter((other) => keyOf(other) !== key);
      return isGone;
    },
  });
  run.check();
  return failed.length === 0;
}

async function deleteLeftover(run: StackRun, record: ResourceRecord): Promise<boolean> {
  // What this very update made and takes back goes; what was there before stays (UserGuide, DeletionPolicy attribute).
  const isKept =
    record.deletionPolicy === 'Retain' ||
    (record.deletionPolicy === 'RetainExceptOnCreate' && run.operation.phase === 'cleanup');
  if (isKept) {
    markResource(run, record, 'DELETE_SKIPPED');
    return true;
  }
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    if (await deleteResource(run, record)) return true;
  }
  return false;
}

/** A leftover in the form in which the stack's own resources are. */
export function recordOf(run: StackRun, leftover: Leftover): ResourceRecord {
  return {
    ...leftover,
    status: 'UPDATE_COMPLETE',
    statusReason: null,
    updatedAt: run.context.clock.now(),
    updateReplacePolicy: 'Delete',
    metadata: null,
  };
}

/** A logical id may stand for two physical resources: the present one and one it replaced. */
export function keyOf(resource: Pick<Leftover, 'logicalId' | 'physicalId'>): string {
  return `${resource.logicalId} ${resource.physicalId ?? ''}`;
}
