import { describe, expect, it } from 'vitest';
import type { ProxySummary } from '../proxies/types';
import { byLeft, consumersOf, fleetTotals, refusalsOf } from './fleet-usage';
import { isShown, optionsOf, parseFleetUsageView, withFilterToggled } from './fleet-view';
import type { KeyHistory } from './history';

const proxy = { name: 'cards', team: 'payments', environment: 'prod' as const };
const key = (keyId: string, used: (number | null)[], role: KeyHistory['role'] = 'consumer') => ({
  keyId,
  label: keyId,
  role,
  days: used.map((each) => ({
    day: '2026-09-20',
    used: each,
    remaining: null,
    quotaLimit: null,
    asOf: null,
    isPartial: false,
  })),
});

describe('consumersOf', () => {
  it('leaves out who did not call, and the probe', () => {
    const keys = [key('a', [1, null]), key('b', [0, 0]), key('p', [9, 9], 'probe')];
    expect(consumersOf(proxy, keys, []).map(({ keyId, calls }) => [keyId, calls])).toEqual([
      ['a', 1],
    ]);
  });

  it('compares with a range before only where all of it is known', () => {
    const pastOf = (earlier: KeyHistory[]) =>
      consumersOf(proxy, [key('a', [4])], earlier)[0]?.before;
    expect(pastOf([key('a', [1, 2])])).toBe(3);
    expect(pastOf([key('a', [1, null])])).toBeNull();
    expect(pastOf([])).toBeNull();
  });
});

describe('refusalsOf', () => {
  it('tells the limits from the rest, and names what refused most', () => {
    const refusals = refusalsOf(proxy, { served: 90, quota: 6, policy: 3, upstream_429: 8 });
    expect(refusals).toMatchObject({
      requests: 107,
      most: 'quota',
      groups: { served: 90, limited: 6, refused: 3, upstream: 8, gateway: 0 },
    });
    expect(refusalsOf(proxy, { served: 1, upstream_5xx: 4 }).most).toBeNull();
  });
});

describe('fleetTotals', () => {
  it('adds what is known, and knows nothing of a day of which nothing is', () => {
    expect(
      fleetTotals(
        [
          [1, null, null],
          [2, 5, null],
        ],
        3,
      ),
    ).toEqual([3, 5, null]);
  });
});

describe('byLeft', () => {
  const of = (name: string, left: number | null) =>
    ({
      name,
      spec: { limits: { quota: { limit: 10 } } },
      quota: { value: left === null ? null : { used: 10 - left, left, limit: 10 } },
    }) as unknown as ProxySummary;
  it('puts the least first, and what is not known last', () => {
    const names = byLeft([of('a', 9), of('b', null), of('c', 0)]).map(({ name }) => name);
    expect(names).toEqual(['c', 'a', 'b']);
  });
});

describe('the filters', () => {
  it('show what they name, and keep a choice that nothing has', () => {
    const view = parseFleetUsageView({ team: ['payments', 'gone'], days: '7' });
    expect(isShown(proxy, view)).toBe(true);
    expect(isShown({ ...proxy, team: 'search' }, view)).toBe(false);
    expect(optionsOf([proxy], 'team', view)).toEqual([
      { value: 'gone', count: 0 },
      { value: 'payments', count: 1 },
    ]);
    expect(withFilterToggled(view, 'team', 'gone').filters.team).toEqual(['payments']);
  });
});
