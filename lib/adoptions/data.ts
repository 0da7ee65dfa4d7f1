import 'server-only';
import { type Adoptable, readAdoptable, readPlanIds } from '../aws/adoptable';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { type Fleet, readStandingFleet } from '../proxies/fleet';
import { judge, stackTag } from './judge';
import type { Adoption, AdoptionNetwork, AdoptionOffer, ToldKey } from './types';

/** How an API of the account could become a proxy as it stands, and what keeps it from that; null where there is none. */
export async function readAdoption(apiId: string): Promise<AdoptionOffer | null> {
  const fleet = await readStandingFleet();
  const found = await findAdoption(apiId, fleet.value ? networksOf(fleet.value) : []);
  if (!found) return null;
  const { kept: _, ...offer } = found.adoption;
  return offer;
}

/**
 * The same with all that a stack would take in. Where keys may not be read, `told` are those that a person has named:
 * others of the plan stay in it, outside the stack.
 */
export async function findAdoption(
  apiId: string,
  networks: readonly AdoptionNetwork[],
  told: readonly ToldKey[] = [],
): Promise<{ found: Adoptable; adoption: Adoption } | null> {
  if (!/^[a-z0-9]{1,32}$/.test(apiId)) return null;
  const found = await readAdoptable(mainTarget(), apiId);
  if (found && !(await isHeld(found))) delete found.settings.tags[stackTag];
  if (found?.keys === null && told.length > 0) found.keys = await Promise.all(told.map(toldKey));
  return found && { found, adoption: judge(found, networks) };
}

/**
 * Whether the stack that an API's label names stands still. One that was deleted may have left the API, and nobody but
 * AWS can take such a label away. INFERENCE: no source says whether AWS does.
 */
async function isHeld({ settings: { tags } }: Adoptable): Promise<boolean> {
  const stack = tags['aws:cloudformation:stack-id'] ?? tags[stackTag];
  if (!stack) return false;
  const found = await findStack(mainTarget(), stack);
  return found !== null && found.status !== 'DELETE_COMPLETE';
}

async function toldKey({ keyId, name }: ToldKey) {
  const planIds = await readPlanIds(mainTarget(), keyId);
  return { keyId, name, description: '', isEnabled: true, planIds };
}

/** Networks that stand ready, as a proxy's spec names them. */
export function networksOf({ networks }: Fleet): AdoptionNetwork[] {
  return networks.flatMap(({ facts: { name, phase, outputs } }) =>
    phase === 'ready' && outputs.VpcId && outputs.EndpointId
      ? { name, vpcId: outputs.VpcId, endpointId: outputs.EndpointId }
      : [],
  );
}
