import { describe, expect, it } from 'vitest';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { minimalProxy } from '@/templates/testing/specs';
import type { HistoryKey } from './history';
import { callersOf, callsOfAll } from './recent';

const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
const [first = '', , last = ''] = days;
const key = (label: string, role: HistoryKey['role'] = 'consumer') => ({
  keyId: `id-${label}`,
  role,
  label,
});
const keys = [key('A'), key('B'), key('probe', 'probe')];
const proxy = {
  name: 'pay',
  createdAt: new Date('2025-06-01T00:00Z'),
  spec: proxySpecSchema.parse({
    ...minimalProxy,
    keys: { a: { consumer: 'billing-worker' }, b: {} },
  }),
};

/** Looked at on the last day, when every key of the plan has its row. */
function told(used: Record<string, Record<string, number>>, since = first) {
  const asOf = new Date(`${last}T12:00Z`);
  const rows = Object.entries(used).flatMap(([keyId, byDay]) =>
    Object.entries(byDay).map(([day, count]) => ({
      ...{ keyId, day, used: count, remaining: null, quotaLimit: null, asOf },
    })),
  );
  return { rows, since, asOf };
}

const both = { 'id-A': { [first]: 4, [last]: 2 }, 'id-B': { [last]: 0 } };

describe('callersOf', () => {
  it('tells each consumer key apart, by slot and by who calls, and leaves Sluice’s own out', () => {
    const facts = told({ ...both, 'id-probe': { [last]: 99 } });
    expect(callersOf(proxy, keys, facts, days)).toEqual([
      { proxy: 'pay', keyId: 'id-A', slot: 'A', consumer: 'billing-worker', calls: 6 },
      { proxy: 'pay', keyId: 'id-B', slot: 'B', consumer: '', calls: 0 },
    ]);
  });

  it('knows nothing of a key while a day of it was not read, rather than too little', () => {
    const calls = (...asked: Parameters<typeof callersOf>) =>
      callersOf(...asked).map((one) => one.calls);
    expect(calls(proxy, keys, null, days)).toEqual([null, null]);
    expect(calls(proxy, keys, told(both, '2026-01-02'), days)).toEqual([6, null]);
    const old = { ...told({ 'id-A': { [first]: 4 } }), asOf: new Date('2026-01-02T12:00Z') };
    expect(calls(proxy, keys, old, days)).toEqual([null, null]);
  });

  it('counts no day before the proxy was made as unread', () => {
    const young = { ...proxy, createdAt: new Date(`${last}T01:00Z`) };
    const facts = told({ 'id-A': { [last]: 2 }, 'id-B': { [last]: 0 } }, last);
    expect(callersOf(young, keys, facts, days).map(({ calls }) => calls)).toEqual([2, 0]);
  });
});

describe('callsOfAll', () => {
  it('adds up, and is not known, which is no zero, while one is not', () => {
    expect(callsOfAll([{ calls: 6 }, { calls: 15 }])).toBe(21);
    expect(callsOfAll([])).toBe(0);
    expect(callsOfAll([{ calls: 6 }, { calls: null }])).toBeNull();
  });
});
