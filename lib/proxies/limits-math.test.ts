import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureOf, limitsMath, plainDuration } from './limits-math';

describe('limitsMath', () => {
  it('says that 20 a day at 5 per second with burst 5 can be gone in 3 seconds', () => {
    expect(limitsMath({ quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 })).toEqual({
      secondsToEmpty: 3,
      throttleCeiling: 432_005,
      evenSpacingSeconds: 4320,
      verdict: 'gone_fast',
    });
  });

  it('says that a quota inside the burst is gone at once', () => {
    const math = limitsMath({ quota: { limit: 5, period: 'DAY' }, rate: 1, burst: 5 });
    expect(math.secondsToEmpty).toBe(0);
  });

  it('says when the throttle cannot use the quota up', () => {
    const math = limitsMath({ quota: { limit: 1_000_000, period: 'DAY' }, rate: 5, burst: 5 });
    expect(math.verdict).toBe('never_reached');
    expect(math.secondsToEmpty).toBeNull();
  });

  it('counts without a quota what a day of throttle lets through', () => {
    expect(limitsMath({ quota: null, rate: 2, burst: 0 })).toEqual({
      secondsToEmpty: null,
      throttleCeiling: 172_800,
      evenSpacingSeconds: null,
      verdict: 'no_quota',
    });
  });

  it('calls a quota balanced that lasts a tenth of its period or longer', () => {
    expect(limitsMath({ quota: { limit: 8640, period: 'DAY' }, rate: 1, burst: 0 }).verdict).toBe(
      'balanced',
    );
    expect(limitsMath({ quota: { limit: 8639, period: 'DAY' }, rate: 1, burst: 0 }).verdict).toBe(
      'gone_fast',
    );
  });

  it('never divides by a rate of zero', () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.nat(1e4),
        fc.nat(1e4),
        fc.constantFrom('DAY', 'WEEK', 'MONTH') as fc.Arbitrary<'DAY' | 'WEEK' | 'MONTH'>,
        (limit, rate, burst, period) => {
          const math = limitsMath({ quota: { limit, period }, rate, burst });
          expect(math.secondsToEmpty === null || Number.isFinite(math.secondsToEmpty)).toBe(true);
          expect(math.secondsToEmpty ?? 0).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('exposureOf', () => {
  it('says that 12 keys with 20 a day each are 240 a day in all', () => {
    const limits = { quota: { limit: 20, period: 'DAY' as const }, rate: 0.1 };
    expect(exposureOf(limits, 12)).toEqual({ quota: 240, rate: 1.2 });
    expect(exposureOf({ ...limits, quota: null }, 3)).toEqual({ quota: null, rate: 0.3 });
  });
});

describe('plainDuration', () => {
  it.each([
    [3, 3, 'second'],
    [0.25, 0.3, 'second'],
    [119, 119, 'second'],
    [120, 2, 'minute'],
    [4320, 72, 'minute'],
    [7200, 2, 'hour'],
    [90_000, 25, 'hour'],
    [172_800, 2, 'day'],
  ] as const)('says %s s as %s %s', (seconds, value, unit) => {
    expect(plainDuration(seconds)).toEqual({ value, unit });
  });
});
