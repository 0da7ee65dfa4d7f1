import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import type { Guardrails, RuleTest } from './guardrails';
import { judge } from './judge';
import type { Verdict } from './types';

export type RuleTestResult = { test: RuleTest; verdict: Verdict; isMet: boolean };

/** Runs the tests that stand in the document against its own rules, in their order. */
export function runRuleTests(guardrails: Guardrails, now: Date): RuleTestResult[] {
  return guardrails.tests.map((test) => {
    const { team, upstream = null } = test;
    const saved = test.saved ? exampleOf(team, test.saved) : null;
    const verdict = judge(guardrails, {
      team,
      spec: exampleOf(team, test.spec),
      saved,
      upstream,
      now,
    });
    const isSaid = !test.rule || verdict.findings.some(({ rule }) => rule === test.rule);
    return { test, verdict, isMet: verdict.kind === test.expect && isSaid };
  });
}

/** The spec that a test means: what it leaves out is the simplest proxy there is. */
function exampleOf(team: string, said: RuleTest['spec']): ProxySpec {
  return proxySpecSchema.parse({
    upstream: { url: 'https://api.example.com' },
    ...said,
    kind: 'proxy',
    name: 'example',
    team,
    owner: 'you@example.com',
    network: {
      name: said.network?.name ?? 'main',
      vpcId: 'vpc-00000000',
      endpointId: 'vpce-00000000',
    },
  });
}
