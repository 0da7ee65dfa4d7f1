import { describe, expect, it } from 'vitest';
import { judgePolicy } from './evaluate';
import { agreement } from './testing/agreement';
import { differences } from './testing/differences';
import { askOracle } from './testing/oracle';

describe('judgePolicy beside an evaluator we did not write', () => {
  const { check, name } = agreement(1_500);
  it(name, check, 600_000);

  for (const { what, source, policy, request, ours, theirs } of differences) {
    it(`${what} (IAM user guide: ${source})`, async () => {
      expect(judgePolicy(policy, request).decision).toBe(ours);
      // A difference that is none any more belongs among the random cases.
      const answer = await askOracle({ identity: policy }, request);
      expect(answer.identity?.decision).toBe(theirs);
    });
  }
});
