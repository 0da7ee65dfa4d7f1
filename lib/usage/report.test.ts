import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar';
import { gaugeOf, keyDays, type PlanUsage, takenOf, usageReport, worstGauge } from './report';

const now = new Date('2026-11-22T10:00:00Z');
const today = '2026-11-22';
const daily = (limit: number) => ({ limit, period: 'DAY' as const });

function plan(rows: PlanUsage['rows'], firstDay = addDays(today, -30)): PlanUsage {
  return { firstDay, lastDay: today, rows };
}

describe('keyDays', () => {
  it('fills with nought only what GetUsage answered for', () => {
    expect(keyDays(plan({}), 'a')).toHaveLength(31);
    expect(keyDays(plan({ a: [[3, 17]] }), 'a')).toEqual([
      { date: addDays(today, -30), used: 3, remaining: 17 },
    ]);
  });
});

describe('gaugeOf', () => {
  const days = (used: number, remaining: number | null) => [{ date: today, used, remaining }];

  it.each([
    [0, 'plenty'],
    [15, 'plenty'],
    [16, 'near'],
    [19, 'near'],
    [20, 'spent'],
    [23, 'spent'],
  ])('%i of 20 used is %s', (used, state) => {
    expect(gaugeOf(days(used, null), daily(20), now).state).toBe(state);
  });

  it('believes what AWS says is left', () => {
    const gauge = gaugeOf(days(20, 5), daily(20), now);
    expect([gauge.used, gauge.left, gauge.state]).toEqual([20, 5, 'plenty']);
  });

  it('counts the whole month for a monthly quota, and nothing of the month before', () => {
    const series = ['2026-10-31', '2026-11-01', '2026-11-21', today].map((date) => ({
      date,
      used: 10,
      remaining: null,
    }));
    expect(gaugeOf(series, { limit: 100, period: 'MONTH' }, now)).toMatchObject({
      used: 30,
      left: 70,
      resetsAt: new Date('2026-12-01T00:00:00Z'),
    });
  });

  it('is spent exactly when nothing is left, and never below nought', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (used, limit) => {
        const gauge = gaugeOf(days(used, null), daily(limit), now);
        expect(gauge.left).toBeGreaterThanOrEqual(0);
        expect(gauge.state === 'spent').toBe(gauge.left === 0);
        expect(gauge.used).toBe(used);
      }),
    );
  });
});

describe('usageReport', () => {
  const keys = [
    { keyId: 'a', role: 'consumer' as const, label: 'A' },
    { keyId: 'b', role: 'consumer' as const, label: 'B' },
    { keyId: 'p', role: 'probe' as const, label: 'probe' },
  ];
  const limits = { quota: daily(20), rate: 5, burst: 5 };
  const full = (last: number) =>
    [...Array(30).fill([1, 19]), [last, 20 - last]] as [number, number][];

  it('shows the key that is nearest to its end, and leaves the probe out', () => {
    const report = usageReport(plan({ a: full(3), b: full(18), p: full(20) }), keys, limits, now);
    expect(report.gauge).toMatchObject({ used: 18, left: 2, state: 'near' });
    expect(report.days).toHaveLength(30);
    expect(report.days.at(-1)).toEqual({ date: today, used: 21, remaining: null });
  });

  it('does not take yesterday’s answer for today’s state', () => {
    const old = { ...plan({ a: full(20) }), lastDay: addDays(today, -1) };
    expect(usageReport(old, keys, limits, now).gauge).toBeNull();
  });

  it('has no gauge without a quota', () => {
    expect(
      usageReport(plan({ a: full(3) }), keys, { ...limits, quota: null }, now).gauge,
    ).toBeNull();
  });
});

describe('takenOf', () => {
  it('counts what was granted as part of the quota', () => {
    expect(takenOf({ used: 50, left: 150 })).toEqual({ used: 50, limit: 200 });
    expect(takenOf({ used: 25, left: 25 })).toEqual({ used: 25, limit: 50 });
    expect(takenOf({ used: 0, left: 0 })).toEqual({ used: 0, limit: 1 });
  });
});

describe('worstGauge', () => {
  const of = (used: number, left: number) => ({
    ...gaugeOf([{ date: today, used, remaining: left }], daily(100), now),
  });

  it('goes by what is left of all there is, not by the number of calls', () => {
    const [granted, plain] = [of(800, 200), of(50, 50)];
    expect(worstGauge([plain, granted])).toBe(granted);
    expect(worstGauge([of(100, 0), granted])?.left).toBe(0);
  });

  it('is null without any', () => expect(worstGauge([null])).toBeNull());
});
