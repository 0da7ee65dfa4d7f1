import type { World } from './world';

type Fault = World['fault'];

/**
 * The stack's role loses a right: the usage plan cannot be changed, and then the stage cannot be changed back. The next
 * update that changes both ends as UPDATE_ROLLBACK_FAILED.
 */
export async function denyRollback(fault: Fault, stack: string): Promise<void> {
  const denied = { service: 'apigateway', kind: 'denied', stack };
  await fault({ ...denied, operation: 'UpdateUsagePlan' });
  // With this seed the first call passes, and the next ten do not.
  await fault({ ...denied, operation: 'UpdateStage', probability: 0.9, seed: 2 });
}

/** The stack's role may not delete the API: the next deletion ends as DELETE_FAILED. Answers how to allow it again. */
export function denyDeletion(fault: Fault, stack: string): Promise<() => Promise<void>> {
  return fault({ service: 'apigateway', kind: 'denied', stack, operation: 'DeleteRestApi' });
}
