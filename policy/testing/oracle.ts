// AGPL-3.0: an oracle for tests, never part of anything that ships (lib/architecture.test.ts refuses it elsewhere).
import {
  anonymousPrincipal,
  type RunSimulationResults,
  runSimulation,
} from '@cloud-copilot/iam-simulate';
import type { Decision, PolicyRequest } from '../evaluate';

export type Verdict = { decision: Decision; matching: number[] };

type Policies = { identity?: object; endpoint?: object; resource?: object };

/** What an evaluator we did not write says of a request under policies of up to three kinds. */
export type Answer = { decision: Decision } & Partial<Record<keyof Policies, Verdict>>;

/** Asks the oracle. It checks policies, actions, resources and keys against AWS's lists; what it refuses is thrown. */
export async function askOracle(policies: Policies, request: PolicyRequest): Promise<Answer> {
  const answer = await runSimulation(
    {
      request: {
        principal: request.principal ?? anonymousPrincipal,
        action: request.action,
        resource: { resource: request.resource, accountId: accountOf(request) },
        contextVariables: request.context,
      },
      identityPolicies: named(policies.identity),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      vpcEndpointPolicies: named(policies.endpoint),
      ...(policies.resource ? { resourcePolicy: policies.resource } : {}),
    },
    {},
  );
  const { analysis, ignoredContextKeys = [] } = singleOf(answer);
  if (ignoredContextKeys.length > 0) throw new Error(`keys unknown to it: ${ignoredContextKeys}`);
  const { endpointAnalysis, identityAnalysis, resourceAnalysis, result } = analysis;
  return {
    decision: decisionOf(result),
    ...(policies.identity ? { identity: verdictOf(identityAnalysis) } : {}),
    ...(policies.endpoint ? { endpoint: verdictOf(endpointAnalysis) } : {}),
    ...(policies.resource ? { resource: verdictOf(resourceAnalysis) } : {}),
  };
}

type Analysis = Extract<RunSimulationResults, { resultType: 'single' }>['result']['analysis'];

function singleOf(answer: RunSimulationResults) {
  if (answer.resultType === 'single') return answer.result;
  throw new Error(`the oracle refuses: ${JSON.stringify(answer)}`);
}

/** Resources in S3 carry no account; the bucket belongs to whom the test says. */
function accountOf({ resource }: PolicyRequest): string {
  return resource.split(':')[4] || '123456789012';
}

function named(policy: object | undefined) {
  return policy ? [{ name: 'policy', policy }] : [];
}

function verdictOf(
  analysis:
    | Analysis['identityAnalysis']
    | Analysis['endpointAnalysis']
    | Analysis['resourceAnalysis'],
): Verdict {
  if (!analysis) throw new Error('the oracle said nothing of a policy');
  const { allowStatements, denyStatements, result } = analysis;
  const matching = [...allowStatements, ...denyStatements].map(({ statement }) =>
    statement.index(),
  );
  return {
    decision: decisionOf(result),
    matching: matching.map((at) => at - 1).sort((a, b) => a - b),
  };
}

function decisionOf(result: string): Decision {
  if (result === 'Allowed' || result === 'AllowedForAccount') return 'allow';
  return result === 'ImplicitlyDenied' ? 'implicitDeny' : 'explicitDeny';
}
