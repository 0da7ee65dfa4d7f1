import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTurn, type Turn } from './urgency';

const now = 1_790_000_000_000;
const turn = (secondsAgo: number | null, share = 0, isFailing = false): Turn => ({
  triedAt: secondsAgo === null ? null : now - secondsAgo * 1_000,
  share,
  isFailing,
});

describe('whose turn it is', () => {
  it('is first who was never asked', () => {
    const never = turn(null);
    expect(nextTurn([turn(500), never, turn(20, 0.99)], now, 10_000)).toBe(never);
  });

  it('is then who has grown old, however near to its limit another is', () => {
    const old = turn(220);
    expect(nextTurn([turn(20, 0.99), old], now, 10_000)).toBe(old);
  });

  it('is then who is nearest to its limit', () => {
    const near = turn(20, 0.95);
    expect(nextTurn([turn(60), turn(30, 0.6), near], now, 10_000)).toBe(near);
  });

  it('is nobody’s while all are young, and what fails is not hammered', () => {
    expect(nextTurn([turn(5, 0.99), turn(9)], now, 10_000)).toBeNull();
    expect(nextTurn([turn(20, 0, true)], now, 10_000)).toBeNull();
    expect(nextTurn([turn(31, 0, true)], now, 10_000)).not.toBeNull();
  });

  it('leaves nobody older than five minutes at 600 proxies, whatever their shares', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 600, maxLength: 600 }),
        (shares) => {
          const turns = shares.map((share): Turn => ({ triedAt: null, share, isFailing: false }));
          let worstMs = 0;
          for (let at = now; at < now + 900_000; at += 400) {
            const next = nextTurn(turns, at, 10_000);
            if (next?.triedAt) worstMs = Math.max(worstMs, at - next.triedAt);
            if (next) next.triedAt = at;
          }
          expect(worstMs).toBeLessThan(300_000);
        },
      ),
      { numRuns: 3 },
    );
  });
});
