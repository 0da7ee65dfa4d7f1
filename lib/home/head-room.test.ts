import { describe, expect, it } from 'vitest';
import { headRoom } from './head-room';

const row = (rows: ReturnType<typeof headRoom>, kind: string) =>
  rows.find((each) => each.kind === kind);

describe('head-room', () => {
  it('is counted against the account’s own quota, where Service Quotas tells it', () => {
    const counts = { privateApis: 10, usagePlans: 260 };
    const standard = row(headRoom(counts, null, null), 'usagePlans');
    expect(standard).toMatchObject({ used: 260, limit: 300, isApplied: false, state: 'near' });
    const raised = row(headRoom(counts, null, { 'L-E8693075': 1_000 }), 'usagePlans');
    expect(raised).toMatchObject({ used: 260, limit: 1_000, isApplied: true, state: 'plenty' });
  });

  it('puts first what bites first, and never a zero where nothing is known', () => {
    const rows = headRoom({ privateApis: 300, usagePlans: 300 }, { apiKeys: 900, stacks: 310 }, {});
    expect(rows.map(({ kind }) => kind)).toEqual([
      'usagePlans',
      'privateApis',
      'stacks',
      'apiKeys',
    ]);
    expect(rows[0]?.state).toBe('spent');
    expect(headRoom(null, null, null).map(({ used }) => used)).toEqual([null, null, null, null]);
  });

  it('says of the private APIs that nobody can raise them', () => {
    expect(row(headRoom(null, null, null), 'privateApis')?.canRaise).toBe(false);
  });
});
