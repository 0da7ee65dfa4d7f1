import { slotNames } from '@/templates/proxy/key-slots';
import { slotIds } from '@/templates/proxy/keys';
import { parseSpec } from '@/templates/spec';
import type { StepOptions } from '../runs/types';
import type { PlanAdoptionInput } from './schema';

/** What an import was asked for, from what is kept of its step; null where that is not to be read. */
export function askedOf({
  spec,
  options,
}: {
  spec: unknown;
  options: StepOptions | null;
}): Omit<PlanAdoptionInput, 'idempotencyKey'> | null {
  const parsed = parseSpec(spec);
  if (!parsed.ok || parsed.spec.kind !== 'proxy') return null;
  const identifierOf = (id: string) =>
    options?.imports?.find(({ logicalId }) => logicalId === id)?.identifier ?? {};
  const { RestApiId: apiId } = identifierOf('Api');
  if (!apiId) return null;
  const { name, team, owner, environment, network, upstream, keys } = parsed.spec;
  return {
    apiId,
    name,
    team,
    owner,
    environment,
    network: network.name,
    upstreamUrl: upstream.url,
    keys: slotNames.flatMap((slot) => {
      const { APIKeyId: keyId } = identifierOf(slotIds[slot].logicalId);
      const keyName = keys[slot]?.name;
      return keyId && keyName ? [{ keyId, name: keyName }] : [];
    }),
  };
}
