import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './outcomes';
import { type Before, type Limits, type RecordedRequest, replay } from './replay';

const daily = (limit: number) => ({ limit, period: 'DAY' as const });
const noon = Date.UTC(2026, 10, 24, 12);

describe('replay', () => {
  const served = (at: number, keyId: string | null = 'a'): RecordedRequest => ({
    at,
    keyId,
    outcome: 'served',
  });

  it('tells the throttle from the quota, by key', () => {
    const burst = Array.from({ length: 4 }, () => served(noon));
    const later = [1, 2, 3].map((hour) => served(noon + hour * 3_600_000));
    const result = replay([...burst, ...later], { quota: daily(4), rate: 1, burst: 3 });
    expect(result).toMatchObject({ attempts: 7, refused: { throttle: 1, quota: 2 } });
    expect(result.keys).toMatchObject([
      { keyId: 'a', firstRefusedAt: noon, emptyAt: noon + 3_600_000 },
    ]);
    expect(result.hours.map(({ refused }) => refused)).toEqual([
      { throttle: 1, quota: 0 },
      { throttle: 0, quota: 0 },
      { throttle: 0, quota: 1 },
      { throttle: 0, quota: 1 },
    ]);
  });

  it('begins the quota anew at 00:00 UTC, wherever the server stands', () => {
    const midnight = Date.UTC(2026, 10, 25);
    const limits = { quota: daily(1), rate: 100, burst: 100 };
    const { refused } = replay(
      [served(midnight - 2), served(midnight - 1), served(midnight)],
      limits,
    );
    expect(refused.quota).toBe(1);
  });

  it('counts what the period had used and been granted before', () => {
    const before: Before = new Map([['a', { used: 6, granted: 2 }]]);
    const limits: Limits = { quota: { limit: 5, period: 'WEEK' }, rate: 100, burst: 100 };
    expect(replay([served(noon), served(noon + 1)], limits, before).refused.quota).toBe(1);
  });

  it('plays what was refused by a limit, and nothing that never came so far', () => {
    const outcomes: Outcome[] = [
      'quota',
      'throttle',
      'upstream_5xx',
      'gateway',
      'key_refused',
      'path',
      'policy',
    ];
    const requests = outcomes.map((outcome, index) => ({
      at: noon + index,
      keyId: outcome === 'key_refused' ? null : 'a',
      outcome,
    }));
    expect(replay(requests, { quota: null, rate: 100, burst: 100 })).toMatchObject({
      attempts: 4,
      refused: { throttle: 0, quota: 0 },
      recorded: { throttle: 1, quota: 1 },
    });
  });

  it('refuses nothing more when a limit is raised', () => {
    const moments = fc
      .array(fc.nat(20_000), { maxLength: 60 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (all, limit, burst) => {
          const requests = all.map((ms) => served(noon + ms));
          const sum = (limits: Limits) => {
            const { refused } = replay(requests, limits);
            return refused.quota + refused.throttle;
          };
          const least = sum({ quota: daily(limit), rate: 1, burst });
          expect(sum({ quota: daily(limit + 1), rate: 1, burst })).toBeLessThanOrEqual(least);
          expect(sum({ quota: null, rate: 1, burst })).toBeLessThanOrEqual(least);
        },
      ),
    );
  });
});

it('takes off what the plan’s offset took of its first period, and of no later one', () => {
  const since = new Date('2026-11-25T08:00:00Z');
  const offset = {
    quota: { limit: 5, period: 'DAY' as const, offset: 2, since },
    rate: 5,
    burst: 9,
  };
  const on = (day: string) =>
    Array.from({ length: 6 }, (_, index) => ({
      at: Date.parse(`${day}T10:00:00Z`) + index * 1_000,
      keyId: 'key',
      outcome: 'served' as const,
    }));
  expect(replay(on('2026-11-25'), offset).refused.quota).toBe(3);
  expect(replay(on('2026-11-26'), offset).refused.quota).toBe(1);
});
