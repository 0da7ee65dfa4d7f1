import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateCounter, RateExceeded, rateHeaders } from './rate';

const spent = (counter: RateCounter, who: string, max: number, now: number) => {
  try {
    return counter.spend(who, 'read', max, now);
  } catch (error) {
    if (error instanceof RateExceeded) return error.rate;
    throw error;
  }
};

describe('requests of a person', () => {
  it('are let through up to the limit, and again when it was said that they would be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(1e6), (max, began) => {
        const counter = new RateCounter();
        for (let count = 1; count <= max; count++)
          expect(counter.spend('a', 'read', max, began).left).toBe(max - count);
        const refused = spent(counter, 'a', max, began + 1_500);
        expect(() => counter.spend('a', 'read', max, began + 1_500)).toThrow(RateExceeded);
        const backAt = began + 1_500 + refused.resetS * 1000;
        expect(counter.spend('a', 'read', max, backAt).left).toBe(max - 1);
      }),
    );
  });

  it('are counted apart from another’s, and reading apart from writing', () => {
    const counter = new RateCounter();
    counter.spend('a', 'read', 1, 0);
    expect(counter.spend('b', 'read', 1, 0).left).toBe(0);
    expect(counter.spend('a', 'write', 1, 0).left).toBe(0);
    expect(() => counter.spend('a', 'read', 1, 0)).toThrow(RateExceeded);
  });

  it('are forgotten when their minute is over', () => {
    const counter = new RateCounter();
    for (let person = 0; person < 500; person++) counter.spend(`${person}`, 'read', 9, 0);
    counter.spend('late', 'read', 9, 120_001);
    expect(counter.size).toBe(1);
  });

  it('are told in the headers of the draft', () => {
    expect(rateHeaders({ kind: 'write', max: 120, left: 7, resetS: 31 })).toEqual({
      'ratelimit-policy': '"write";q=120;w=60',
      ratelimit: '"write";r=7;t=31',
    });
  });
});
