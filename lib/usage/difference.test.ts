import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference';
import { isCounted, outcomes } from './outcomes';

describe('why Count and GetUsage differ', () => {
  it('takes off, one by one, what reached the API and counts against no quota', () => {
    expect(
      differenceOf({
        counted: 30,
        outcomes: { served: 10, upstream_5xx: 2, throttle: 5, key_refused: 4, gateway: 3, path: 1 },
        uncounted: { gateway: 1, bad_request: 0 },
        used: 8,
      }),
    ).toEqual({
      counted: 30,
      steps: [
        { name: 'limits', requests: 5 },
        { name: 'key', requests: 4 },
        { name: 'path', requests: 1 },
        { name: 'gateway', requests: 1 },
        { name: 'unseen', requests: 5 },
      ],
      expected: 14,
      used: 8,
      gap: -6,
    });
  });

  it('leaves exactly what counts against quotas, whatever happened', () => {
    const requests = fc.array(
      fc.record({ outcome: fc.constantFrom(...outcomes), hasKey: fc.boolean() }),
    );
    fc.assert(
      fc.property(requests, (all) => {
        const named = all.map((one) => ({
          ...one,
          keyId: one.hasKey || one.outcome === 'served' ? 'key' : null,
        }));
        const counts: Record<string, number> = {};
        for (const { outcome } of named) counts[outcome] = (counts[outcome] ?? 0) + 1;
        const without = (outcome: string) =>
          named.filter((one) => one.outcome === outcome && one.keyId === null).length;
        const truth = named.filter(({ outcome, keyId }) => isCounted(outcome, keyId)).length;
        const { expected, gap } = differenceOf({
          counted: all.length,
          outcomes: counts,
          uncounted: { gateway: without('gateway'), bad_request: without('bad_request') },
          used: truth,
        });
        expect([expected, gap]).toEqual([truth, 0]);
      }),
    );
  });
});
