import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysFrom, utcDay } from '../usage/calendar';
import { usageLagMs } from '../usage/reconcile';
import { isSilent, keyUse } from './last-use';

const noon = new Date('2026-11-25T12:00:00Z');
const old = new Date('2026-01-01T00:00:00Z');

/** Days up to `noon`'s, by calls a day, the last one today. */
const days = (...calls: number[]) =>
  daysFrom(addDays(utcDay(noon), 1 - calls.length), utcDay(noon)).map((date, index) => ({
    date,
    used: calls[index] ?? 0,
    remaining: null,
  }));

describe('the use of a key', () => {
  it('names the last day with a call, and the whole days since', () => {
    expect(keyUse(days(0, 7, 0, 0, 0), noon)).toMatchObject({
      lastDay: '2026-11-22',
      silentDays: 2,
    });
    expect(keyUse(days(0, 7, 0, 0, 3), noon)).toMatchObject({
      lastDay: '2026-11-25',
      silentDays: 0,
    });
  });

  it('calls days that nobody told no silence', () => {
    expect(keyUse(days(5, 0, 0).slice(0, 1), noon)).toMatchObject({ silentDays: 0 });
    expect(keyUse([], noon)).toEqual({ lastDay: null, days: [], silentDays: 0 });
  });
});

describe('silence', () => {
  it('is not said while GetUsage can still be behind the end of yesterday', () => {
    const quiet = days(4, 0, 0, 0);
    const justAfter = new Date(Date.parse('2026-11-25T00:00:00Z') + usageLagMs - 1);
    expect(isSilent(quiet, 2, { readAt: justAfter, createdAt: old })).toBe(false);
    expect(isSilent(quiet, 2, { readAt: new Date(+justAfter + 1), createdAt: old })).toBe(true);
  });

  it('is not said of a key that is younger than the silence', () => {
    const createdAt = new Date('2026-11-24T09:00:00Z');
    expect(isSilent(days(0, 0, 0, 0), 2, { readAt: noon, createdAt })).toBe(false);
  });

  it('is said of no history that has a call in its last days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 31 }),
        fc.integer({ min: 1, max: 14 }),
        (calls, wanted) => {
          const lately = calls.slice(-1 - wanted);
          const expected = lately.length === wanted + 1 && lately.every((used) => used === 0);
          expect(isSilent(days(...calls), wanted, { readAt: noon, createdAt: old })).toBe(expected);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
