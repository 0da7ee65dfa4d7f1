import type { Phase } from './types';

type Reading = {
  /** Null for a stack that is gone. */
  phase: Phase | null;
  /** CloudFormation is not working on it. */
  isSettled: boolean;
};

const settled = (phase: Phase | null): Reading => ({ phase, isSettled: true });
const working = (phase: Phase): Reading => ({ phase, isSettled: false });

/** Every StackStatus of CloudFormation's API (aws-facts D2). */
const readings: Record<string, Reading> = {
  REVIEW_IN_PROGRESS: working('launching'),
  CREATE_IN_PROGRESS: working('launching'),
  CREATE_COMPLETE: settled('ready'),
  CREATE_FAILED: settled('failed'),
  ROLLBACK_IN_PROGRESS: working('failed'),
  ROLLBACK_COMPLETE: settled('failed'),
  ROLLBACK_FAILED: settled('failed'),
  UPDATE_IN_PROGRESS: working('changing'),
  // Serves the new configuration already; only the leavings are being removed.
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: working('ready'),
  UPDATE_COMPLETE: settled('ready'),
  UPDATE_FAILED: settled('failed'),
  UPDATE_ROLLBACK_IN_PROGRESS: working('changing'),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: working('ready'),
  // Works, on the configuration before the change that failed.
  UPDATE_ROLLBACK_COMPLETE: settled('ready'),
  UPDATE_ROLLBACK_FAILED: settled('failed'),
  IMPORT_IN_PROGRESS: working('launching'),
  IMPORT_COMPLETE: settled('ready'),
  IMPORT_ROLLBACK_IN_PROGRESS: working('changing'),
  IMPORT_ROLLBACK_COMPLETE: settled('ready'),
  IMPORT_ROLLBACK_FAILED: settled('failed'),
  DELETE_IN_PROGRESS: working('deleting'),
  DELETE_COMPLETE: settled(null),
  DELETE_FAILED: settled('failed'),
};

/** What a StackStatus means. One that CloudFormation adds later reads by its ending, and never as ready. */
export function readStatus(status: string): Reading {
  const known = readings[status];
  if (known) return known;
  return status.endsWith('_IN_PROGRESS') ? working('changing') : settled('failed');
}

/** How a create that was asked for stands. */
export function createOutcome(status: string): 'working' | 'succeeded' | 'failed' {
  const { phase, isSettled } = readStatus(status);
  if (phase === 'ready') return 'succeeded';
  return isSettled ? 'failed' : 'working';
}

/** How an update that has begun stands. One that was rolled back failed, though the stack serves as before. */
export function updateOutcome(status: string): 'working' | 'succeeded' | 'failed' {
  if (status === 'UPDATE_COMPLETE') return 'succeeded';
  return readStatus(status).isSettled ? 'failed' : 'working';
}

/** How an import that has begun stands. One that was rolled back has left everything where it was. */
export function importOutcome(status: string): 'working' | 'succeeded' | 'failed' {
  if (status === 'IMPORT_COMPLETE') return 'succeeded';
  return readStatus(status).isSettled ? 'failed' : 'working';
}

/** How a rollback that was asked to go on stands. */
export function rollbackOutcome(status: string): 'working' | 'succeeded' | 'failed' {
  if (status === 'UPDATE_ROLLBACK_COMPLETE') return 'succeeded';
  return readStatus(status).isSettled ? 'failed' : 'working';
}

/** How a delete that was asked for stands. A settled stack that is not gone was left or kept. */
export function deleteOutcome(status: string): 'working' | 'succeeded' | 'failed' | 'not_begun' {
  if (status === 'DELETE_COMPLETE') return 'succeeded';
  if (status === 'DELETE_IN_PROGRESS') return 'working';
  return status === 'DELETE_FAILED' ? 'failed' : 'not_begun';
}
