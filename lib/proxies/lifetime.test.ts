import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, utcDay } from '../usage/calendar';
import { lifetimeStanding, pastDates, proposedReview } from './lifetime';

const now = new Date('2026-11-26T15:00:00Z');
const inDays = (days: number) => addDays(utcDay(now), days);
const stateOf = (reviewOn: string | null, endsOn: string | null, at = now) =>
  lifetimeStanding({ reviewOn, endsOn }, at)?.state ?? null;

describe('a lifetime', () => {
  it('counts its last day as its own: it is over from the next UTC day on', () => {
    expect(stateOf(null, inDays(0), new Date('2026-11-26T23:59:59Z'))).toBe('ends_soon');
    expect(stateOf(null, inDays(0), new Date('2026-11-27T00:00:00Z'))).toBe('expired');
  });

  it('is told from thirty days before, and not a day earlier', () => {
    expect([30, 31].map((days) => stateOf(null, inDays(days)))).toEqual(['ends_soon', 'running']);
    expect([30, 31].map((days) => stateOf(inDays(days), null))).toEqual(['review_soon', 'running']);
  });

  it('says the most urgent of its two dates', () => {
    expect(stateOf(inDays(-40), inDays(-1))).toBe('expired');
    expect(stateOf(inDays(-1), inDays(10))).toBe('review_overdue');
    expect(stateOf(inDays(10), inDays(20))).toBe('ends_soon');
    expect(stateOf(null, null)).toBeNull();
    expect(lifetimeStanding(undefined, now)).toBeNull();
  });

  it('refuses what is past by now, and lets stand what was there before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400, max: 400 }),
        fc.integer({ min: -400, max: 400 }),
        (a, b) => {
          const next = { reviewOn: inDays(a), endsOn: inDays(b) };
          const past = pastDates(next, null, now);
          expect(past.includes('reviewOn')).toBe(a < 0);
          expect(past.includes('endsOn')).toBe(b < 0);
          expect(pastDates(next, next, now)).toEqual([]);
        },
      ),
    );
    expect(pastDates({ reviewOn: proposedReview(now) }, null, now)).toEqual([]);
  });
});
