import type { StackResourceRow } from '../aws/stack-resources';
import type { StuckResource } from './types';

const gone: ReadonlySet<string> = new Set(['DELETE_COMPLETE', 'DELETE_SKIPPED']);

/**
 * What a rollback that got stuck may leave as it is: only what failed because the rollback did, and not what the
 * update failed at or stopped before (API reference, ContinueUpdateRollback ResourcesToSkip). The stack's own reason
 * names those: "The following resource(s) failed to update: [A, B]. "
 */
export function skippable(
  resources: readonly StackResourceRow[],
  stackReason: string | null,
): StuckResource[] {
  const named = /failed to update: \[([^\]]*)\]/.exec(stackReason ?? '')?.[1]?.split(', ');
  return resources
    .filter(
      ({ status, logicalId }) => status === 'UPDATE_FAILED' && (named?.includes(logicalId) ?? true),
    )
    .map((resource) => stuck(resource, true));
}

/** What a deletion that got stuck may keep: what refused, and what was not tried because of it. */
export function retainable(resources: readonly StackResourceRow[]): StuckResource[] {
  return resources
    .filter(({ status, physicalId }) => !gone.has(status) && physicalId !== null)
    .map((resource) => stuck(resource, resource.status === 'DELETE_FAILED'))
    .sort((a, b) => Number(b.isCause) - Number(a.isCause));
}

function stuck(
  { logicalId, physicalId, resourceType, reason }: StackResourceRow,
  isCause: boolean,
): StuckResource {
  return { logicalId, physicalId, resourceType, isCause, reason: isCause ? reason : null };
}
