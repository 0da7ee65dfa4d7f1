import 'server-only';
import {
  type NetworkSpec,
  type NetworkSpecInput,
  networkSpecSchema,
} from '@/templates/network/spec';
import { stackNameOf } from '@/templates/stack';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { type Fleet, isStanding, proxiesIn, type Standing } from '../proxies/fleet';
import { refuseUnoffered } from '../proxies/offers';
import { isEmptyRemains, planFreeName } from '../proxies/remains';
import type { NewStep } from '../runs/start-run';

/** The steps that make a network. Throws `invalid`, `denied`, or `conflict` where its name or its VPC is taken. */
export async function planNetwork(
  actor: Actor,
  fleet: Fleet,
  input: NetworkSpecInput,
): Promise<NewStep[]> {
  const parsed = networkSpecSchema.safeParse(input);
  if (!parsed.success)
    throw new AppError('invalid', 'the network is not valid', { cause: parsed.error });
  const spec = parsed.data;
  authorize(actor, 'network.launch', { team: spec.team, name: spec.name });
  const stackName = stackNameOf(spec);
  const subject = { kind: 'network' as const, name: spec.name };
  const free = await planFreeName(fleet, { subject, team: spec.team, stackName });
  refuseTakenVpc(fleet, spec);
  return [...free, { subject, action: 'create', stackName, stackId: null, spec }];
}

/**
 * The step that deletes a network, alone or after `leaving`. Throws `conflict` with the names of the other proxies
 * in it; a proxy whose spec cannot be read may be one of them, so it is `unavailable` then.
 */
export function planNetworkDelete(
  actor: Actor,
  fleet: Fleet,
  network: Standing<NetworkSpec>,
  leaving: string | null,
): NewStep {
  const { facts } = network;
  authorize(actor, 'network.delete', { team: facts.team, name: facts.name });
  const staying = proxiesIn(fleet, facts).filter((proxy) => proxy.facts.name !== leaving);
  if (staying.length > 0) {
    const names = staying.map((proxy) => proxy.facts.name).join(', ');
    throw new AppError('conflict', `proxies stand in ${facts.name}: ${names}`, {
      detail: names,
      reason: { id: 'proxiesStand', names },
    });
  }
  const unread = fleet.proxies.find(({ spec, facts: { name } }) => !spec && name !== leaving);
  if (unread)
    throw new AppError('unavailable', `it is not known where ${unread.facts.name} stands`, {
      detail: unread.facts.name,
    });
  if (network.stack) refuseUnoffered(facts, 'delete');
  return {
    subject: { kind: 'network', name: facts.name },
    action: 'delete',
    stackName: facts.stackName,
    stackId: facts.stackId || null,
    spec: null,
  };
}

function refuseTakenVpc(fleet: Fleet, { vpc }: NetworkSpec): void {
  if (!('id' in vpc)) return;
  const taken = fleet.networks
    .filter((network) => isStanding(network) && !isEmptyRemains(network.stack))
    .find(
      ({ facts, spec }) =>
        facts.outputs.VpcId === vpc.id || (spec && 'id' in spec.vpc && spec.vpc.id === vpc.id),
    );
  if (!taken) return;
  const detail = taken.facts.name;
  throw new AppError('conflict', `the network ${detail} stands on ${vpc.id} already`, {
    detail,
    reason: { id: 'vpcTaken', name: detail },
  });
}
