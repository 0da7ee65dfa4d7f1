import fc from 'fast-check';
import { expect } from 'vitest';
import { judgePolicy, type PolicyRequest } from '../evaluate';
import { askOracle } from './oracle';
import { endpointPolicies, identityPolicies, resourcePolicies } from './policies';
import { asks, contexts, principals } from './requests';

const cases = fc.record({
  ask: asks,
  context: contexts,
  principal: fc.option(fc.constantFrom(...principals), { freq: 2 }),
  identity: identityPolicies,
  endpoint: endpointPolicies,
  resource: resourcePolicies,
});

/**
 * The property that we and the oracle find the same statements to match, and so decide alike, over random requests
 * under random policies of three kinds. `ORACLE_RUNS` asks for another number, `ORACLE_SEED` replays a run.
 */
export function agreement(runs: number): { name: string; check: () => Promise<void> } {
  const numRuns = Number(process.env.ORACLE_RUNS ?? runs);
  const seed = Number(process.env.ORACLE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  return {
    name: `finds the same statements as the oracle in ${numRuns} random cases (ORACLE_SEED=${seed})`,
    check: () => fc.assert(fc.asyncProperty(cases, agree), { numRuns, seed }),
  };
}

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** An anonymous caller has no identity policy. */
async function agree({ ask, context, principal, identity, endpoint, resource }: Case) {
  const request = { ...ask, context, principal };
  const policies = { endpoint, resource, ...(principal === null ? {} : { identity }) };
  const { decision, ...answers } = await askOracle(policies, request);
  const verdicts = Object.entries(policies).map(([kind, policy]) => [kind, judge(policy, request)]);
  expect(Object.fromEntries(verdicts)).toEqual(answers);
  if (principal === null)
    expect(together(judge(endpoint, request), judge(resource, request))).toBe(decision);
}

function judge(policy: object, request: PolicyRequest) {
  const { decision, matching } = judgePolicy(policy, request);
  return { decision, matching };
}

/** Both must allow, and a Deny of either is the stronger refusal. */
function together(...verdicts: ReturnType<typeof judge>[]) {
  const decisions = verdicts.map(({ decision }) => decision);
  return (
    (['explicitDeny', 'implicitDeny'] as const).find((it) => decisions.includes(it)) ?? 'allow'
  );
}
