import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { createOutcome, deleteOutcome, readStatus } from './status';

const table: Record<string, [phase: string | null, isSettled: boolean, create: string]> = {
  REVIEW_IN_PROGRESS: ['launching', false, 'working'],
  CREATE_IN_PROGRESS: ['launching', false, 'working'],
  CREATE_COMPLETE: ['ready', true, 'succeeded'],
  CREATE_FAILED: ['failed', true, 'failed'],
  ROLLBACK_IN_PROGRESS: ['failed', false, 'working'],
  ROLLBACK_COMPLETE: ['failed', true, 'failed'],
  ROLLBACK_FAILED: ['failed', true, 'failed'],
  UPDATE_IN_PROGRESS: ['changing', false, 'working'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['ready', false, 'succeeded'],
  UPDATE_COMPLETE: ['ready', true, 'succeeded'],
  UPDATE_FAILED: ['failed', true, 'failed'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['changing', false, 'working'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['ready', false, 'succeeded'],
  UPDATE_ROLLBACK_COMPLETE: ['ready', true, 'succeeded'],
  UPDATE_ROLLBACK_FAILED: ['failed', true, 'failed'],
  IMPORT_IN_PROGRESS: ['launching', false, 'working'],
  IMPORT_COMPLETE: ['ready', true, 'succeeded'],
  IMPORT_ROLLBACK_IN_PROGRESS: ['changing', false, 'working'],
  IMPORT_ROLLBACK_COMPLETE: ['ready', true, 'succeeded'],
  IMPORT_ROLLBACK_FAILED: ['failed', true, 'failed'],
  DELETE_IN_PROGRESS: ['deleting', false, 'working'],
  DELETE_COMPLETE: [null, true, 'failed'],
  DELETE_FAILED: ['failed', true, 'failed'],
};

describe('readStatus', () => {
  it('knows every status of the SDK', () => {
    expect(Object.keys(table).sort()).toEqual(Object.values(StackStatus).sort());
  });

  it.each(Object.entries(table))('%s', (status, [phase, isSettled, create]) => {
    expect(readStatus(status)).toEqual({ phase, isSettled });
    expect(createOutcome(status)).toBe(create);
  });

  it('never takes an unknown status for ready or gone', () => {
    expect(readStatus('TELEPORT_IN_PROGRESS')).toEqual({ phase: 'changing', isSettled: false });
    expect(readStatus('TELEPORT_COMPLETE')).toEqual({ phase: 'failed', isSettled: true });
  });
});

describe('deleteOutcome', () => {
  it.each([
    ['DELETE_COMPLETE', 'succeeded'],
    ['DELETE_IN_PROGRESS', 'working'],
    ['DELETE_FAILED', 'failed'],
    ['CREATE_COMPLETE', 'not_begun'],
    ['ROLLBACK_COMPLETE', 'not_begun'],
  ])('%s is %s', (status, outcome) => expect(deleteOutcome(status)).toBe(outcome));
});
