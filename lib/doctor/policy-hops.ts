import { judgePolicy } from '@/policy/evaluate';
import { arrivalsFrom } from '@/templates/proof/callers';
import { methodArn } from '@/templates/proof/layers';
import { methodsOf } from '@/templates/proxy/http-methods';
import { broken, unknown, whole } from './hop';
import { endpointOf } from './network-hops';
import type { DoctorFacts, FaultName, Hop, HopName } from './types';

export function endpointPolicy(facts: DoctorFacts): Hop {
  if (!facts.ec2) return unknown('endpointPolicy', 'ec2');
  const policy = endpointOf(facts)?.policy ?? null;
  if (policy === null) return unknown('endpointPolicy', 'ec2');
  const faults = { explicitDeny: 'endpointDenies', implicitDeny: 'endpointAllowsNot' } as const;
  return policyHop(facts, 'endpointPolicy', policy, faults, (text) => text);
}

export function resourcePolicy(facts: DoctorFacts): Hop {
  const { gateway, place } = facts;
  if (!gateway) return unknown('resourcePolicy', 'gateway');
  const { partition, region, accountId, restApiId } = place;
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${restApiId}/`;
  const policy = gateway.api?.policy ?? null;
  // A private API without a policy refuses everyone (API Gateway guide, "Private REST APIs").
  if (policy === null) return broken('resourcePolicy', 'noPolicy', restApiId);
  const faults = { explicitDeny: 'apiDenies', implicitDeny: 'apiAllowsNot' } as const;
  return policyHop(facts, 'resourcePolicy', policy, faults, (text) =>
    text.replace(/^execute-api:\//, prefix),
  );
}

function policyHop(
  { place, probe }: DoctorFacts,
  name: HopName,
  policy: string,
  faults: Record<'explicitDeny' | 'implicitDeny', FaultName>,
  expand: (text: string) => string,
): Hop {
  const [arrival] = arrivalsFrom('thisEndpoint', place, []);
  const document = parsed(policy);
  const usual = methodsOf(place.upstream).map((method) => ({ method, path: '/get' }));
  const calls = [...usual, ...(probe ? [probe.asked] : [])];
  const judged = calls.map((call) => {
    const { decision, by } = judgePolicy(
      document,
      {
        principal: null,
        action: 'execute-api:Invoke',
        resource: methodArn(place, place.restApiId, place.stage, call),
        context: arrival?.context ?? {},
      },
      expand,
    );
    const statement = by ? ` (${by.sid ?? `#${by.index + 1}`})` : '';
    return { call, decision, evidence: `${decision}${statement}` };
  });
  const refused = judged.find(({ decision }) => decision !== 'allow');
  if (!refused || refused.decision === 'allow') return whole(name, judged[0]?.evidence ?? '');
  const { call, decision, evidence } = refused;
  const isByMethod =
    decision === 'implicitDeny' && !usual.some(({ method }) => method === call.method);
  const fault = isByMethod ? 'methodNotAllowed' : faults[decision];
  const allowed = isByMethod ? `; ${usual.map(({ method }) => method).join(', ')}` : '';
  return broken(name, fault, `${call.method} ${call.path}: ${evidence}${allowed}`);
}

function parsed(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return policy;
  }
}
