import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountRate, bindingOf, peakPerSecond } from './binding';

const free = {
  counts: { served: 100 },
  quota: { used: 6, limit: 20 },
  peakPerSecond: 2,
  rate: 5,
  account: { perSecond: 300, limit: 10_000 },
};

describe('the binding limit', () => {
  it('is the rate, not the quota, where the rate refuses', () => {
    expect(bindingOf({ ...free, counts: { served: 90, throttle: 10 }, peakPerSecond: 12 })).toEqual(
      {
        held: 'rate',
        refused: 10,
        shares: { quota: 0.3, rate: 2.4, account: 0.03 },
        nearest: null,
      },
    );
  });

  it.each([
    ['quota', { quota: 3 }],
    ['shared', { account_throttle: 3, throttle: 1 }],
    ['upstream', { upstream_429: 3, quota: 2 }],
  ])('is %s where that refuses most', (held, counts) => {
    expect(bindingOf({ ...free, counts })).toMatchObject({ held, refused: 3 });
  });

  it('is none where nothing is refused; the nearest is named when it is near', () => {
    expect(bindingOf(free)).toMatchObject({ held: null, nearest: null });
    expect(bindingOf({ ...free, quota: { used: 15, limit: 20 } }).nearest).toBe('quota');
    expect(bindingOf({ ...free, peakPerSecond: 4 }).nearest).toBe('rate');
  });

  it('does not call a limit free that is not known', () => {
    const { shares } = bindingOf({ ...free, quota: null, peakPerSecond: null, account: null });
    expect(shares).toEqual({ quota: null, rate: null, account: null });
  });
});

describe('the busiest second', () => {
  it('is what a count of every window says', () => {
    const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, (all) => {
        const windows = all.map(
          (start) => all.filter((time) => time >= start && time < start + 1_000).length,
        );
        expect(peakPerSecond(all)).toBe(Math.max(0, ...windows));
      }),
    );
  });
});

it('knows the Regions that grant an account less', () => {
  expect([accountRate('ap-northeast-1'), accountRate('il-central-1')]).toEqual([10_000, 2_500]);
});
