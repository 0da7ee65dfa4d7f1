import { AwsFault } from '../context';
import { validationError } from './template/document';
import type { StackRecord } from './types';

const updatable = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  'UPDATE_FAILED',
]);

export function requireUpdatable(stack: StackRecord): void {
  if (!updatable.has(stack.status)) {
    throw validationError(
      `Stack:${stack.stackId} is in ${stack.status} state and can not be updated.`,
    );
  }
}

/**
 * What stopped half-way goes on only without a rollback, which would not know where to return to; a change set for it
 * can be made all the same (output of ExecuteChangeSet in public reports of aws-sam and aws-cdk).
 */
export function requireRollback(stack: StackRecord, isRollbackDisabled: boolean): void {
  if (stack.status !== 'UPDATE_FAILED' || isRollbackDisabled) return;
  throw validationError(
    `This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API`,
  );
}

/** True when there is something to delete now; false when that is already under way. */
export function checkDeletable(stack: StackRecord): boolean {
  if (stack.terminationProtection) {
    throw validationError(
      `Stack [${stack.stackName}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (stack.status === 'DELETE_IN_PROGRESS') return false;
  if (/^(UPDATE|IMPORT)_.*IN_PROGRESS$/.test(stack.status)) {
    throw validationError(
      `Stack [${stack.stackId}] cannot be deleted while in status ${stack.status}`,
    );
  }
  return true;
}

/** A token that did something else before cannot be used again (S-SDK ClientRequestToken). */
export function reuseToken(
  stack: StackRecord,
  token: string | null,
  action: string,
): 'new' | 'repeated' {
  if (token === null) return 'new';
  const used = stack.tokens[token];
  if (used === undefined) return 'new';
  if (used === action) return 'repeated';
  throw new AwsFault('TokenAlreadyExistsException', `Token ${token} has already been used`);
}
