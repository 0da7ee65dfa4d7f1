import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysFrom, quotaPeriod, utcDay } from './calendar';

const moment = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const period = fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const);

describe('UTC days', () => {
  it('going there and back again is staying', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -1000, max: 1000 }), (at, count) => {
        expect(addDays(addDays(utcDay(at), count), -count)).toBe(utcDay(at));
      }),
    );
  });

  it('count both ends, in order, without a gap', () => {
    fc.assert(
      fc.property(moment, fc.nat(400), (at, count) => {
        const days = daysFrom(utcDay(at), addDays(utcDay(at), count));
        expect(days).toHaveLength(count + 1);
        expect(new Set(days).size).toBe(count + 1);
        expect([...days].sort()).toEqual(days);
      }),
    );
  });

  it('are none when the end comes first', () => {
    expect(daysFrom('2026-03-02', '2026-03-01')).toEqual([]);
  });

  it('take the leap day', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
  });
});

describe('quotaPeriod', () => {
  it('holds its moment and resets in the future, at midnight UTC', () => {
    fc.assert(
      fc.property(moment, period, (at, period) => {
        const { firstDay, resetsAt } = quotaPeriod(period, at);
        expect(Date.parse(firstDay)).toBeLessThanOrEqual(at.getTime());
        expect(resetsAt.getTime()).toBeGreaterThan(at.getTime());
        expect(resetsAt.getTime() % 86_400_000).toBe(0);
      }),
    );
  });

  it('ends where the next one begins', () => {
    fc.assert(
      fc.property(moment, period, (at, period) => {
        const { resetsAt } = quotaPeriod(period, at);
        expect(quotaPeriod(period, resetsAt).firstDay).toBe(utcDay(resetsAt));
        const last = new Date(resetsAt.getTime() - 1);
        expect(quotaPeriod(period, last)).toEqual(quotaPeriod(period, at));
      }),
    );
  });

  it('is not the viewer’s day: 08:59 in Tokyo still counts for the day before', () => {
    const at = new Date('2026-11-22T08:59:00+09:00');
    expect(quotaPeriod('DAY', at)).toEqual({
      firstDay: '2026-11-21',
      resetsAt: new Date('2026-11-22T00:00:00Z'),
    });
  });
});
