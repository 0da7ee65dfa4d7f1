import { judgePolicy } from '@/policy/evaluate';
import { arrivalsFrom } from '@/templates/proof/callers';
import { methodArn } from '@/templates/proof/layers';
import { type Diagnosis, diagnose, type Link } from '../keys/doctor';
import { broken, decided, unknown } from './hop';
import { endpointOf } from './network-hops';
import type { DoctorFacts, Hop, HopName } from './types';

/** From the endpoint's policy to the upstream's answer. */
export function gatewayHops(facts: DoctorFacts): Hop[] {
  const { gateway, place } = facts;
  const links = gateway && diagnose({ row: gateway, keyId: place.probeKeyId ?? '', ...place });
  const [ofEndpoint, ofApi] = [endpointPolicy(facts), resourcePolicy(facts)];
  return [
    ofEndpoint,
    api(facts),
    ofApi,
    stage(facts, links, [ofEndpoint, ofApi]),
    method(facts, links),
    key(facts, links),
    plan(facts, links),
    limit(facts, 'throttle', 'throttled'),
    limit(facts, 'quota', 'quota'),
    integration(facts),
    upstream(facts),
  ];
}

function endpointPolicy(facts: DoctorFacts): Hop {
  if (!facts.ec2) return unknown('endpointPolicy', 'ec2');
  const policy = endpointOf(facts)?.policy ?? null;
  if (policy === null) return unknown('endpointPolicy', 'ec2');
  return policyHop(facts, 'endpointPolicy', policy, (text) => text);
}

function resourcePolicy(facts: DoctorFacts): Hop {
  const { gateway, place } = facts;
  if (!gateway) return unknown('resourcePolicy', 'gateway');
  const { partition, region, accountId, restApiId } = place;
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${restApiId}/`;
  // A private API without a policy refuses everyone (API Gateway guide, "Private REST APIs").
  return policyHop(facts, 'resourcePolicy', gateway.api?.policy ?? null, (text) =>
    text.replace(/^execute-api:\//, prefix),
  );
}

function policyHop(
  { place }: DoctorFacts,
  name: HopName,
  policy: string | null,
  expand: (text: string) => string,
): Hop {
  const [arrival] = arrivalsFrom('thisEndpoint', place, []);
  const resource = methodArn(place, place.restApiId, place.stage, { method: 'GET', path: '/get' });
  const request = {
    principal: null,
    action: 'execute-api:Invoke',
    resource,
    context: arrival?.context ?? {},
  };
  const { decision, by } = judgePolicy(parsed(policy), request, expand);
  const statement = by ? ` (${by.sid ?? `#${by.index + 1}`})` : '';
  return decided(name, decision === 'allow', `${decision}${statement}`);
}

function parsed(policy: string | null): unknown {
  try {
    return policy === null ? null : JSON.parse(policy);
  } catch {
    return policy;
  }
}

function api({ gateway, place }: DoctorFacts): Hop {
  if (!gateway) return unknown('api', 'gateway');
  const found = gateway.api;
  const isRight = found?.endpointTypes.includes('PRIVATE') === true && !found.isDefaultEndpointOff;
  const types = found ? found.endpointTypes.join(', ') : '–';
  const off = found?.isDefaultEndpointOff ? ', disableExecuteApiEndpoint: true' : '';
  return decided('api', isRight, `${place.restApiId}: ${types}${off}`);
}

/**
 * What is configured is live only once it is deployed. API Gateway does not tell whether it is; where the configuration
 * lets the call pass and the gateway refuses it, the deployment is older (INFERENCE).
 */
function stage(
  { gateway, place, probe }: DoctorFacts,
  links: Diagnosis | null,
  policies: readonly Hop[],
): Hop {
  if (!gateway || !links) return unknown('stage', 'gateway');
  const { holds, evidence } = link(links, 'deployed');
  if (!holds) return broken('stage', evidence);
  const refusal = probe?.outcome;
  const isOlder =
    (refusal === 'forbidden_policy' && policies.every(({ state }) => state === 'holds')) ||
    (refusal === 'no_route' && link(links, 'method').holds);
  const seen = `${place.stage}: ${evidence}`;
  return isOlder
    ? broken('stage', `${seen}; probe: ${probe?.error ?? refusal}`)
    : decided('stage', true, seen);
}

function method({ gateway }: DoctorFacts, links: Diagnosis | null): Hop {
  if (!gateway || !links) return unknown('method', 'gateway');
  const { holds, evidence } = link(links, 'method');
  const signed = Object.entries(gateway.methods).find(([, it]) => it.authorizationType !== 'NONE');
  if (signed) return broken('method', `${signed[0]}: ${signed[1].authorizationType}`);
  return decided('method', holds, evidence);
}

function key({ gateway, place }: DoctorFacts, links: Diagnosis | null): Hop {
  if (!gateway || !links) return unknown('key', 'gateway');
  if (!place.probeKeyId) return unknown('key', 'probe');
  const wrong = (['key', 'enabled', 'source'] as const).find((name) => !link(links, name).holds);
  return wrong
    ? broken('key', `${place.probeKeyId}: ${link(links, wrong).evidence}`)
    : decided('key', true, place.probeKeyId);
}

function plan({ gateway, place, probe }: DoctorFacts, links: Diagnosis | null): Hop {
  if (!gateway || !links) return unknown('plan', 'gateway');
  const wrong = (['stage', 'plan'] as const).find((name) => !link(links, name).holds);
  if (wrong) return broken('plan', link(links, wrong).evidence);
  // A new key takes a while to be known everywhere; the control plane knows it at once.
  if (probe?.outcome === 'forbidden_key') return unknown('plan', 'deeper', 'InvalidAPIKey');
  return decided('plan', true, `${place.usagePlanId} → ${place.restApiId}:${place.stage}`);
}

function limit(
  { gateway, probe }: DoctorFacts,
  name: 'throttle' | 'quota',
  outcome: 'throttled' | 'quota',
): Hop {
  if (!gateway) return unknown(name, 'gateway');
  const plan = gateway.plan;
  const rate = `${plan?.throttle.rateLimit ?? '–'}/s, burst ${plan?.throttle.burstLimit ?? '–'}`;
  const quota = plan?.quota ? `${plan.quota.limit} ${plan.quota.period}` : '–';
  const evidence = name === 'throttle' ? rate : quota;
  const isShut =
    name === 'throttle'
      ? plan?.throttle.rateLimit === 0 || plan?.throttle.burstLimit === 0
      : plan?.quota?.limit === 0;
  if (isShut || probe?.outcome === outcome) return broken(name, evidence);
  return decided(name, true, evidence);
}

function integration({ gateway, place }: DoctorFacts): Hop {
  if (!gateway) return unknown('integration', 'gateway');
  const { host } = new URL(place.upstreamUrl);
  const methods = Object.entries(gateway.methods);
  const wrong = methods.find(([, { integration: it }]) => !it || hostOf(it.uri) !== host);
  if (wrong) return broken('integration', `${wrong[0]} → ${wrong[1].integration?.uri ?? '–'}`);
  return decided('integration', methods.length > 0, host);
}

function hostOf(uri: string): string | null {
  // Placeholders such as {proxy} stand in the path only.
  return /^https?:\/\/([^/?#]+)/.exec(uri)?.[1] ?? null;
}

const reached: readonly string[] = ['ok', 'upstream_error', 'not_private'];
const failed: readonly string[] = ['upstream_failing', 'upstream_timeout', 'upstream_unreachable'];

function upstream({ probe, place }: DoctorFacts): Hop {
  if (!probe) return unknown('upstream', 'probe');
  const { host } = new URL(place.upstreamUrl);
  const evidence = [host, probe.status, `${probe.totalMs} ms`, probe.error]
    .filter((it) => it !== null)
    .join(', ');
  if (reached.includes(probe.outcome)) return decided('upstream', true, evidence);
  if (failed.includes(probe.outcome)) return broken('upstream', evidence);
  return unknown('upstream', 'probe', evidence);
}

function link(links: Diagnosis, name: Link): { holds: boolean; evidence: string } {
  const found = links.findings.find((it) => it.link === name);
  return { holds: found?.isWhole ?? false, evidence: found?.evidence ?? '–' };
}
