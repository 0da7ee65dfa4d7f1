import type { FailureFacts, NextStep } from './types';

/** What the state asks for in which the failure left the stack, whatever the cause was. */
export function stepsOfState({ stackStatus, stuck }: FailureFacts): NextStep[] {
  switch (stackStatus) {
    case 'UPDATE_ROLLBACK_FAILED':
      return [{ kind: 'continue_rollback', skip: stuck }];
    case 'DELETE_FAILED':
      return [{ kind: 'delete_retaining', retain: stuck }, { kind: 'force_delete' }];
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'ROLLBACK_IN_PROGRESS':
      return [{ kind: 'delete_remains' }];
    default:
      return [];
  }
}
