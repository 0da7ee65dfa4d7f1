import 'server-only';
import type { NetworkSpecInput } from '@/templates/network/spec';
import { mainTarget } from '../aws/targets';
import { forgetVpcFacts, readVpcFacts } from '../aws/vpc-facts';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { requireFleet } from '../proxies/fleet';
import { findRepeatedRun, type RunRequest, type Started, startRun } from '../runs/start-run';
import { planNetwork, planNetworkDelete } from './plan';

export type LaunchNetworkInput = { network: NetworkSpecInput; idempotencyKey: string };

/** Starts the run that makes a network. Idempotent by key; a name or VPC in use is a `conflict`. */
export async function launchNetwork(actor: Actor, input: LaunchNetworkInput): Promise<Started> {
  authorize(actor, 'network.launch', { team: input.network.team, name: input.network.name });
  const request = { verb: 'network.launch', ...input };
  const repeated = await findRepeatedRun(actor, input.idempotencyKey, request);
  if (repeated) return { runId: repeated, isRepeated: true };
  return startRun(actor, await prepareNetworkLaunch(actor, input));
}

/** What launching would start, with every refusal that it would meet but one: that another run is in the way. */
export async function prepareNetworkLaunch(
  actor: Actor,
  input: LaunchNetworkInput,
): Promise<RunRequest> {
  authorize(actor, 'network.launch', { team: input.network.team, name: input.network.name });
  const request = { verb: 'network.launch', ...input };
  const fleet = await requireFleet();
  const step = await planNetwork(actor, fleet, input.network);
  return {
    targetId: fleet.target.id,
    kind: 'create',
    subject: step.subject,
    team: input.network.team,
    steps: [step],
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request,
    auditAction: 'network.launch',
    auditDetail: { vpc: input.network.vpc },
  };
}

/**
 * Asks EC2 anew which VPCs there are, for a form that stands open: who makes a VPC finds it at once. Changes nothing
 * in AWS; throws AWS's refusal.
 */
export async function refreshVpcs(actor: Actor): Promise<void> {
  authorize(actor, 'proxy.launch');
  const target = mainTarget();
  forgetVpcFacts(target);
  const { problem } = await readVpcFacts(target, { patienceMs: Number.POSITIVE_INFINITY });
  if (!problem) return;
  const { code, detail } = problem;
  throw new AppError(code, 'the VPCs cannot be read', detail === null ? {} : { detail });
}

export type DeleteNetworkInput = { name: string; idempotencyKey: string };

/** Starts the run that deletes a network; `conflict` with the proxies' names while any stands in it. */
export async function deleteNetwork(actor: Actor, input: DeleteNetworkInput): Promise<Started> {
  const request = { verb: 'network.delete', ...input };
  const repeated = await findRepeatedRun(actor, input.idempotencyKey, request);
  if (repeated) return { runId: repeated, isRepeated: true };
  return startRun(actor, await prepareNetworkDelete(actor, input));
}

/** As prepareNetworkLaunch, for a deletion. */
export async function prepareNetworkDelete(
  actor: Actor,
  input: DeleteNetworkInput,
): Promise<RunRequest> {
  const request = { verb: 'network.delete', ...input };
  const fleet = await requireFleet();
  const network = fleet.networks.find(({ facts }) => facts.name === input.name);
  if (!network) return authorizeAbsent(actor);
  const step = planNetworkDelete(actor, fleet, network, null);
  return {
    targetId: fleet.target.id,
    kind: 'delete',
    subject: step.subject,
    team: network.facts.team,
    steps: [step],
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request,
    auditAction: 'network.delete',
    auditDetail: { stackId: network.facts.stackId || null },
  };
}

/** Whoever may delete no network at all is told so; everyone else that there is none. */
function authorizeAbsent(actor: Actor): never {
  authorize(actor, 'network.delete', null);
  throw new Error('authorize answered for an object that is not there');
}
