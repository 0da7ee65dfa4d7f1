import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggedRequest } from './access-line';
import { attributeThrottles } from './throttles';

const limits = { rate: 5, burst: 5 };
const request = (ms: number, outcome: LoggedRequest['outcome']): LoggedRequest => ({
  at: new Date(1_790_000_000_000 + ms),
  keyId: 'key1',
  outcome,
});
const outcomesOf = (requests: readonly LoggedRequest[]) => requests.map(({ outcome }) => outcome);

describe('who throttled', () => {
  it('is the key where its own burst was gone', () => {
    const burst = Array.from({ length: 7 }, (_, index) =>
      request(index, index < 5 ? 'served' : 'throttle'),
    );
    expect(outcomesOf(attributeThrottles(burst, limits)).slice(5)).toEqual([
      'throttle',
      'throttle',
    ]);
  });

  it('is somebody who shares a limit where the key was at rest', () => {
    const requests = [request(0, 'served'), request(5_000, 'throttle')];
    expect(outcomesOf(attributeThrottles(requests, limits))).toEqual([
      'served',
      'account_throttle',
    ]);
  });

  it('is the key in doubt: AWS keeps its buckets as best effort', () => {
    const requests = [0, 1, 2].map((ms) => request(ms, 'served'));
    expect(outcomesOf(attributeThrottles([...requests, request(3, 'throttle')], limits))).toContain(
      'throttle',
    );
  });

  it('is found rightly for every history of exact buckets, the shared one after the own one', () => {
    const history = fc.record({
      rate: fc.integer({ min: 1, max: 50 }),
      burst: fc.integer({ min: 2, max: 50 }),
      sharedBurst: fc.integer({ min: 1, max: 60 }),
      sharedRate: fc.integer({ min: 1, max: 60 }),
      gapsMs: fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 120 }),
    });
    fc.assert(
      fc.property(history, ({ rate, burst, sharedBurst, sharedRate, gapsMs }) => {
        const own = { tokens: burst, rate, burst };
        const shared = { tokens: sharedBurst, rate: sharedRate, burst: sharedBurst };
        let ms = 0;
        const truth = gapsMs.map((gap) => {
          ms += gap;
          for (const bucket of [own, shared])
            bucket.tokens = Math.min(bucket.burst, bucket.tokens + (gap / 1000) * bucket.rate);
          if (own.tokens < 1) return request(ms, 'throttle');
          own.tokens -= 1;
          if (shared.tokens < 1) return request(ms, 'account_throttle');
          shared.tokens -= 1;
          return request(ms, 'served');
        });
        const seen = truth.map((one) =>
          one.outcome === 'account_throttle' ? { ...one, outcome: 'throttle' as const } : one,
        );
        const told = outcomesOf(attributeThrottles(seen, { rate, burst }));
        // Never blamed on others what the key did itself.
        truth.forEach((one, index) => {
          if (one.outcome === 'throttle') expect(told[index]).toBe('throttle');
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
