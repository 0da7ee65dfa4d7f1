import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { offersFor } from './offers';

/** Of an unprotected stack; `protect` is added to all but the last two rows. */
const table: Record<string, string[]> = {
  REVIEW_IN_PROGRESS: ['delete'],
  CREATE_IN_PROGRESS: ['delete'],
  CREATE_COMPLETE: ['edit', 'delete'],
  CREATE_FAILED: ['delete'],
  ROLLBACK_IN_PROGRESS: [],
  ROLLBACK_COMPLETE: ['delete'],
  ROLLBACK_FAILED: ['delete'],
  UPDATE_IN_PROGRESS: ['cancel_update'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: [],
  UPDATE_COMPLETE: ['edit', 'delete'],
  UPDATE_FAILED: ['delete'],
  UPDATE_ROLLBACK_IN_PROGRESS: [],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: [],
  UPDATE_ROLLBACK_COMPLETE: ['edit', 'delete'],
  UPDATE_ROLLBACK_FAILED: ['delete', 'continue_rollback'],
  IMPORT_IN_PROGRESS: [],
  IMPORT_COMPLETE: ['edit', 'delete'],
  IMPORT_ROLLBACK_IN_PROGRESS: [],
  IMPORT_ROLLBACK_COMPLETE: ['edit', 'delete'],
  IMPORT_ROLLBACK_FAILED: ['delete'],
  DELETE_FAILED: ['delete', 'delete_retaining', 'force_delete'],
};
const gone = ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'];

describe('offersFor', () => {
  it('knows every status of the SDK', () => {
    expect([...Object.keys(table), ...gone].sort()).toEqual(Object.values(StackStatus).sort());
  });

  it.each(Object.entries(table))('%s', (status, verbs) => {
    expect([...offersFor(status, { isProtected: false })]).toEqual([...verbs, 'protect']);
  });

  it.each(Object.entries(table))('%s, protected: no deletion', (status, verbs) => {
    const kept = verbs.filter((verb) => !verb.includes('delete'));
    expect([...offersFor(status, { isProtected: true })]).toEqual([...kept, 'unprotect']);
  });

  it.each(gone)('%s offers nothing', (status) => {
    for (const isProtected of [true, false])
      expect([...offersFor(status, { isProtected })]).toEqual([]);
  });

  it('a status of tomorrow offers only the switch of its protection', () => {
    expect([...offersFor('TELEPORT_COMPLETE', { isProtected: false })]).toEqual(['protect']);
  });
});
