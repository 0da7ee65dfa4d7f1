import type { Home } from '@/templates/proof/callers';
import { type EndpointFacts, endpointFacts, unknownEndpoint } from '@/templates/proof/endpoint';
import { knownOf } from '@/templates/proof/layers';
import type { Where } from '@/templates/proof/where';
import type { AnyTemplate } from '@/templates/resolve';

/** What a network's template says of its endpoint; of the policy, what EC2 says where it was asked. */
export function knownEndpoint(
  template: AnyTemplate | null,
  place: { home: Home; where: Where },
  policy: string | null,
): EndpointFacts {
  const facts = template ? endpointFacts(template, knownOf(place)) : unknownEndpoint;
  return policy === null ? facts : { ...facts, policy };
}
