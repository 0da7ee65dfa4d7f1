import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartTop, labelledPlaces, niceCeiling, stretches } from './chart-scale';

describe('niceCeiling', () => {
  it.each([
    [0, 2],
    [1, 2],
    [5, 6],
    [20, 20],
    [21, 30],
    [1234, 2000],
    [0.4, 2],
  ])('ends an axis for %s at %s', (value, expected) => {
    expect(niceCeiling(value)).toBe(expected);
  });

  it('is never below the value and never ten times it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (value) => {
        expect(niceCeiling(value)).toBeGreaterThanOrEqual(value);
        expect(niceCeiling(value)).toBeLessThan(value * 10);
        expect(niceCeiling(value) % 2).toBe(0);
      }),
    );
  });
});

describe('chartTop', () => {
  it('keeps the limit in sight while the days can be read beside it', () => {
    expect(chartTop(150, 1000)).toEqual({ top: 1000, showsLimit: true });
    expect(chartTop(50, 1000)).toEqual({ top: 50, showsLimit: false });
    expect(chartTop(0, 20)).toEqual({ top: 20, showsLimit: true });
    expect(chartTop(7, null)).toEqual({ top: 8, showsLimit: false });
  });
});

describe('stretches', () => {
  it('join what stands side by side', () => {
    expect(stretches([true, true, false, true])).toEqual([
      { from: 0, length: 2 },
      { from: 3, length: 1 },
    ]);
    expect(stretches([])).toEqual([]);
  });
});

describe('labelledPlaces', () => {
  it('always names the last place, and no more than fit', () => {
    for (const count of [1, 7, 30, 89, 90]) {
      const places = labelledPlaces(count, 4);
      expect(places.at(-1)).toBe(count - 1);
      expect(places.length).toBeLessThanOrEqual(4);
    }
    expect(labelledPlaces(0, 4)).toEqual([]);
  });
});
