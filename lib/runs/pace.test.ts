import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs, nextPollMs, pollMsMax, pollMsMin } from './pace';

describe('nextPollMs', () => {
  it('begins quick, never slows down by becoming quicker, and ends at the maximum', () => {
    expect(nextPollMs(0)).toBe(pollMsMin);
    expect(nextPollMs(1_000)).toBe(pollMsMax);
    fc.assert(fc.property(fc.nat(200), (idle) => nextPollMs(idle) <= nextPollMs(idle + 1)));
  });
});

describe('backOffMs', () => {
  it('stays between a quarter of a second and ten seconds', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const ms = backOffMs(attempt, random);
        return ms >= 250 && ms <= 10_000;
      }),
    );
  });
});
