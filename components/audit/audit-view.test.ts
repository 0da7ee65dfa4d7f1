import { describe, expect, it } from 'vitest';
import { actionKey, flatten, parseAuditView } from './audit-view';

describe('parseAuditView', () => {
  it('takes what it knows and drops the rest', () => {
    expect(
      parseAuditView({ actor: ' Ben@Example.com ', action: 'key.reveal', before: '42', row: '7' }),
    ).toEqual({ actor: 'ben@example.com', action: 'key.reveal', object: null, before: 42, row: 7 });
    expect(parseAuditView({ action: "x' or 1", before: '-1', row: '1e99', object: '  ' })).toEqual({
      actor: null,
      action: null,
      object: null,
      before: null,
      row: null,
    });
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
