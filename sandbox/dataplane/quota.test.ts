import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyUsage, Quota } from '../apigateway/types';
import { meter } from '../apigateway/usage';
import { dayMs, emptyUsage, hasQuota, quotaLeft, quotaPeriod, withRemaining } from './quota';
import { type TokenBucket, takeToken } from './token-bucket';

// Source: aws-facts B1, B2

const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
const period = fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const);

describe('takeToken', () => {
  it('never grants more than burst plus what flowed in', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        steps,
        (rate, burst, gaps) => {
          let bucket: TokenBucket | undefined;
          let [now, granted] = [0, 0];
          for (const gap of gaps) {
            now += gap;
            const taken = takeToken(bucket, { rate, burst }, now);
            bucket = taken.bucket;
            if (taken.allowed) granted += 1;
            expect(granted).toBeLessThanOrEqual(burst + (now / 1000) * rate + 1e-6);
            expect(bucket.tokens).toBeGreaterThanOrEqual(0);
            expect(bucket.tokens).toBeLessThanOrEqual(burst);
          }
        },
      ),
    );
  });

  it('grants a full burst at once and then exactly the rate', () => {
    let bucket: TokenBucket | undefined;
    const ask = (now: number) => {
      const taken = takeToken(bucket, { rate: 5, burst: 5 }, now);
      bucket = taken.bucket;
      return taken.allowed;
    };
    expect(Array.from({ length: 7 }, () => ask(0))).toEqual([...Array(5).fill(true), false, false]);
    expect([ask(199), ask(200), ask(201), ask(400)]).toEqual([false, true, false, true]);
  });

  it('neither gives nor takes when the clock steps back', () => {
    const limits = { rate: 1, burst: 1 };
    const { bucket } = takeToken(undefined, limits, 10_000);
    const back = takeToken(bucket, limits, 0);
    expect(back.allowed).toBe(false);
    expect(takeToken(back.bucket, limits, 10_999).allowed).toBe(false);
    expect(takeToken(back.bucket, limits, 11_000).allowed).toBe(true);
  });

  it('a bucket of nought grants nothing', () => {
    expect(takeToken(undefined, { rate: 0, burst: 0 }, 0).allowed).toBe(false);
  });
});

describe('quotaPeriod', () => {
  it('contains its moment and joins the next one without a gap', () => {
    fc.assert(
      fc.property(moment, period, fc.integer({ min: 0, max: 6 }), (now, kind, days) => {
        const offset = kind === 'DAY' ? 0 : days;
        const { start, end } = quotaPeriod(now, { period: kind, offset });
        expect(start).toBeLessThanOrEqual(now);
        expect(now).toBeLessThan(end);
        expect(start % dayMs).toBe(0);
        expect(quotaPeriod(end, { period: kind, offset }).start).toBe(end);
        expect(quotaPeriod(end - 1, { period: kind, offset }).start).toBe(start);
      }),
    );
  });

  it('a DAY is the UTC day, whatever the local zone', () => {
    const { start, end } = quotaPeriod(Date.UTC(2026, 10, 22, 23, 59), {
      period: 'DAY',
      offset: 0,
    });
    expect([start, end]).toEqual([Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 23)]);
  });
});

describe('the quota of a key', () => {
  it('grants exactly its limit in each period, over random histories', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20 * 3_600_000 }), { maxLength: 120 });
    fc.assert(
      fc.property(
        moment,
        period,
        fc.integer({ min: 1, max: 9 }),
        gaps,
        (from, kind, limit, steps) => {
          const quota: Quota = { limit, offset: 0, period: kind };
          let usage: KeyUsage = emptyUsage();
          const granted = new Map<number, number>();
          let now = from;
          for (const step of steps) {
            now += step;
            const { start } = quotaPeriod(now, quota);
            const before = granted.get(start) ?? 0;
            expect(hasQuota(usage, quota, now)).toBe(before < limit);
            expect(quotaLeft(usage, quota, now)).toBe(limit - before);
            if (before >= limit) continue;
            usage = meter(usage, now, 1, 0);
            granted.set(start, before + 1);
          }
        },
      ),
    );
  });

  it('withRemaining grants exactly that many more, for this period only', () => {
    const quota: Quota = { limit: 2, offset: 0, period: 'DAY' };
    const now = Date.UTC(2026, 0, 1);
    const spent = meter(meter(emptyUsage(), now, 1, 0), now, 1, 0);
    const extended = withRemaining(spent, quota, 3, now);
    expect(quotaLeft(extended, quota, now)).toBe(3);
    expect(quotaLeft(extended, quota, now + dayMs)).toBe(2);
  });

  it('without a quota nothing is refused', () => {
    expect(hasQuota(meter(emptyUsage(), 0, 1_000_000, 0), undefined, 0)).toBe(true);
  });
});
