import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heatMap, heatStep, heatSteps } from './heat';

const at = (iso: string) => Date.parse(iso);
const week = { from: new Date('2026-09-14T00:00:00Z'), to: new Date('2026-09-21T00:00:00Z') };

describe('heatMap', () => {
  it('puts a call where the viewer’s clock had it', () => {
    // Tuesday 23:00 UTC is Wednesday 08:00 in Tokyo, and 04:45 in Kathmandu.
    const calls = [[at('2026-09-15T23:00:00Z'), 12]] as const;
    expect(heatMap(calls, week, 'UTC')[1]?.[23]).toEqual({ average: 12, hours: 1 });
    expect(heatMap(calls, week, 'Asia/Tokyo')[2]?.[8]).toEqual({ average: 12, hours: 1 });
    expect(heatMap(calls, week, 'Asia/Kathmandu')[2]?.[4]).toEqual({ average: 12, hours: 1 });
  });

  it('averages over the weeks that are known', () => {
    const two = { ...week, to: new Date('2026-09-28T00:00:00Z') };
    const calls = [[at('2026-09-15T09:00:00Z'), 12]] as const;
    expect(heatMap(calls, two, 'UTC')[1]?.[9]).toEqual({ average: 6, hours: 2 });
  });

  it('counts the hour that comes twice when a clock is turned back, and none for the one left out', () => {
    // London: 25 October 2026, 02:00 BST becomes 01:00 GMT; 29 March 2026, 01:00 becomes 02:00.
    const back = { from: new Date('2026-10-24T12:00:00Z'), to: new Date('2026-10-25T12:00:00Z') };
    expect(heatMap([], back, 'Europe/London')[6]?.[1]?.hours).toBe(2);
    const on = { from: new Date('2026-03-28T12:00:00Z'), to: new Date('2026-03-29T12:00:00Z') };
    expect(heatMap([], on, 'Europe/London')[6]?.[1]?.average).toBeNull();
  });

  it('knows nothing where nothing is known', () => {
    const cells = heatMap([], null, 'UTC').flat();
    expect(cells).toHaveLength(168);
    expect(cells.every(({ average }) => average === null)).toBe(true);
  });

  it('loses no call and no hour in any zone', () => {
    const zones = ['UTC', 'Asia/Tokyo', 'Europe/London', 'Asia/Kathmandu', 'America/New_York'];
    const hour = fc.integer({ min: 0, max: 24 * 30 - 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.uniqueArray(fc.tuple(hour, fc.nat(500)), { selector: ([each]) => each, maxLength: 30 }),
        (zone, counts) => {
          const from = new Date('2026-09-15T00:00:00Z');
          const known = { from, to: new Date(from.getTime() + 30 * 86_400_000) };
          const calls = counts.map(
            ([offset, count]) => [from.getTime() + offset * 3_600_000, count] as const,
          );
          const cells = heatMap(calls, known, zone).flat();
          const sum = cells.reduce((all, { average, hours }) => all + (average ?? 0) * hours, 0);
          expect(cells.reduce((all, { hours }) => all + hours, 0)).toBe(30 * 24);
          expect(sum).toBeCloseTo(
            counts.reduce((all, [, count]) => all + count, 0),
            6,
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('heatStep', () => {
  it('shows nothing for nothing, the first step for little, the last for the most', () => {
    expect([0, 0.1, 50, 100, 120].map((value) => heatStep(value, 100))).toEqual([
      0,
      1,
      3,
      heatSteps,
      heatSteps,
    ]);
    expect(heatStep(0, 0)).toBe(0);
  });
});
