import { diagnose } from '../keys/doctor';
import { broken, unknown, whole } from './hop';
import { integration, mapping, timeout, validator } from './integration-hops';
import { key, method, plan } from './key-hops';
import { quota, throttle } from './limit-hops';
import { lacksAlias } from './network-hops';
import { endpointPolicy, resourcePolicy } from './policy-hops';
import { stage } from './stage-hop';
import type { DoctorFacts, Hop } from './types';
import { upstream } from './upstream-hop';

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
    throttle(facts),
    quota(facts),
    validator(facts),
    integration(facts),
    mapping(facts),
    timeout(facts),
    upstream(facts),
  ];
}

function api(facts: DoctorFacts): Hop {
  const { gateway, place } = facts;
  if (!gateway) return unknown('api', 'gateway');
  const found = gateway.api;
  if (!found) return broken('api', 'apiGone', place.restApiId);
  const evidence = `${place.restApiId}: ${found.endpointTypes.join(', ')}`;
  if (!found.endpointTypes.includes('PRIVATE')) return broken('api', 'apiNotPrivate', evidence);
  if (found.isDefaultEndpointOff)
    return broken('api', 'hostOff', `${evidence}, disableExecuteApiEndpoint: true`);
  const associated = `${evidence}, vpcEndpointIds: ${found.vpcEndpointIds.join(', ') || '–'}`;
  return lacksAlias(facts)
    ? broken('api', 'noAlias', `${associated} ≠ ${place.endpointId}`)
    : whole('api', associated);
}
