import { gatewayHops } from './gateway-hops';
import { networkHops } from './network-hops';
import type { DoctorFacts, Examination } from './types';

/**
 * Every hop of a path, in order, by what is known of it; the first that is broken is what to mend. Says nothing of a
 * hop that it has no evidence for.
 */
export function examine(facts: DoctorFacts): Examination {
  const hops = [...networkHops(facts), ...gatewayHops(facts)];
  return { hops, broken: hops.find(({ state }) => state === 'broken')?.name ?? null };
}
