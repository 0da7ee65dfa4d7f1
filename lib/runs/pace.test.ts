import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgets } from '../aws/clients';
import { backOffMs, nextPollMs, pollMsMax, pollMsMin, pollMsWatched } from './pace';

describe('nextPollMs', () => {
  const alone = { isWatched: false, stacks: 1 };

  it('begins quick, never slows down by becoming quicker, and ends at the maximum', () => {
    expect(nextPollMs(0, alone)).toBe(pollMsMin);
    expect(nextPollMs(1_000, alone)).toBe(pollMsMax);
    fc.assert(
      fc.property(fc.nat(200), (idle) => nextPollMs(idle, alone) <= nextPollMs(idle + 1, alone)),
    );
  });

  it('keeps a second while somebody looks on', () => {
    expect(nextPollMs(1_000, { isWatched: true, stacks: 1 })).toBe(pollMsWatched);
  });

  it('asks for all stacks together no more than CloudFormation’s budget holds', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.boolean(), fc.integer({ min: 12, max: 500 }), (...given) => {
        const [idle, isWatched, stacks] = given;
        const perSecond = (stacks * 1000) / nextPollMs(idle, { isWatched, stacks });
        // Every tenth look asks for the stack's status too.
        expect(perSecond * 1.1).toBeLessThan(budgets.cloudformation.ratePerSecond);
      }),
    );
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
