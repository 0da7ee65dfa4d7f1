import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Earlier, isShown, leftNow, outcomeOf } from './settle';

const limit = 20;
const now = new Date('2026-11-22T10:00:00Z');

/** One key's counter as AWS keeps it, and a GetUsage that is some states behind. */
class Key {
  #history = [{ used: 0, extra: 0 }];
  get #now() {
    return this.#history.at(-1) ?? { used: 0, extra: 0 };
  }
  get total() {
    return limit + this.#now.extra;
  }
  get used() {
    return this.#now.used;
  }
  call(count: number) {
    const used = Math.min(this.total, this.used + count);
    this.#history.push({ ...this.#now, used });
  }
  setRemaining(remaining: number) {
    this.#history.push({ ...this.#now, extra: remaining + this.used - limit });
  }
  told(behind: number) {
    const isSpent = this.used >= this.total;
    const at = isSpent ? this.#history.length - 1 : Math.max(0, this.#history.length - 1 - behind);
    const { used, extra } = this.#history[at] ?? this.#now;
    return { used, left: Math.max(0, limit + extra - used) };
  }
}

const lost = fc.record({
  earlierCalls: fc.nat(30),
  amount: fc.integer({ min: 1, max: 40 }),
  behind: fc.nat(3),
  hasArrived: fc.boolean(),
  callsMeanwhile: fc.nat(10),
  behindLater: fc.nat(3),
});

describe('a call whose answer was lost', () => {
  it('grants what was asked, once, whether it had arrived or not', () => {
    fc.assert(
      fc.property(
        lost,
        ({ earlierCalls, amount, behind, hasArrived, callsMeanwhile, ...later }) => {
          const key = new Key();
          key.call(earlierCalls);
          const told = key.told(behind);
          const total = key.total;
          const before = { ...told, limit };
          const remaining = told.left + amount;
          if (hasArrived) key.setRemaining(remaining);
          key.call(callsMeanwhile);
          const outcome = outcomeOf(
            { before, amount, remaining },
            key.told(later.behindLater),
            limit,
          );
          if (outcome.kind === 'again') key.setRemaining(outcome.remaining);
          expect(outcome.kind).not.toBe('unclear');
          const grown = key.total - total;
          expect(grown).toBeGreaterThanOrEqual(amount);
          // What GetUsage had not counted yet cannot be known, and is given back.
          const untold = key.used - told.used;
          expect(grown).toBeLessThanOrEqual(amount + untold);
          if (behind === 0 && later.behindLater === 0) expect(grown).toBe(amount);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('is not repeated where somebody else has changed the counter', () => {
    const sent = { before: { used: 5, left: 15, limit }, amount: 10, remaining: 25 };
    expect(outcomeOf(sent, { used: 5, left: 3 }, limit)).toEqual({ kind: 'unclear' });
    expect(outcomeOf(sent, { used: 5, left: 19 }, limit)).toEqual({ kind: 'unclear' });
  });

  it('is told from a changed limit', () => {
    const sent = { before: { used: 5, left: 15, limit }, amount: 10, remaining: 25 };
    expect(outcomeOf(sent, { used: 5, left: 25 }, 30)).toEqual({ kind: 'again', remaining: 25 });
    expect(outcomeOf(sent, { used: 5, left: 35 }, 30)).toEqual({ kind: 'granted' });
  });

  it('is seen once GetUsage shows it', () => {
    const sent = { before: { used: 20, left: 0 }, amount: 10 };
    expect(isShown(sent, { used: 20, left: 0 })).toBe(false);
    expect(isShown(sent, { used: 23, left: 7 })).toBe(true);
  });
});

describe('a second extension', () => {
  const first: Earlier = {
    before: { used: 20, left: 0, limit },
    amount: 10,
    grantedAt: new Date(now.getTime() - 60_000),
  };

  it('does not take back a first one that GetUsage does not show yet', () => {
    expect(leftNow({ used: 20, left: 0 }, [first], { limit, now })).toBe(10);
    expect(leftNow({ used: 24, left: 0 }, [first], { limit, now })).toBe(6);
  });

  it('goes by GetUsage where that shows it, and once it can lag no more', () => {
    expect(leftNow({ used: 22, left: 8 }, [first], { limit, now })).toBe(8);
    const old = { ...first, grantedAt: new Date(now.getTime() - 41 * 60_000) };
    expect(leftNow({ used: 20, left: 0 }, [old], { limit, now })).toBe(0);
  });

  it('stands on both of two before it', () => {
    const second = { before: { used: 20, left: 10, limit }, amount: 5, grantedAt: now };
    expect(leftNow({ used: 20, left: 0 }, [first, second], { limit, now })).toBe(15);
  });
});
