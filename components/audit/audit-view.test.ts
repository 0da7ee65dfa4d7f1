import { describe, expect, it } from 'vitest';
import { actionKey, auditQuery, flatten, parseAuditView } from './audit-view';

const nothing = {
  ...{ actor: null, kind: null, action: null, object: null, team: null, from: null, to: null },
  ...{ before: null, after: null, row: null },
};

describe('parseAuditView', () => {
  it('takes what it knows and drops the rest', () => {
    const known = {
      actor: ' Ben@Example.com ',
      kind: 'token',
      action: 'key.reveal',
      from: '2026-02-28',
      to: '2026-03-01',
      before: '42',
      row: '7',
    };
    const view = {
      ...nothing,
      ...known,
      actor: 'ben@example.com',
      before: 42,
      row: 7,
    };
    expect(parseAuditView(known)).toEqual(view);
    expect(auditQuery(parseAuditView(known))).toEqual(view);
    const unknown = { action: "x' or 1", kind: 'robot', from: '2026-02-30', to: 'today' };
    expect(parseAuditView({ ...unknown, before: '-1', row: '1e99', object: '  ' })).toEqual(
      nothing,
    );
  });
});

describe('actionKey', () => {
  it('names the message of every known action', () => {
    expect(actionKey('session.start')).toBe('session-start');
    expect(actionKey('something.else')).toBeNull();
  });
});

describe('flatten', () => {
  it('names every fact by its path', () => {
    expect(flatten({ a: 1, b: { c: null, d: ['x', 2] }, e: 'text' })).toEqual([
      ['a', '1'],
      ['b.c', 'null'],
      ['b.d', 'x, 2'],
      ['e', 'text'],
    ]);
  });
});
