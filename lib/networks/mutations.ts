import 'server-only';
import {
  type NetworkSpec,
  type NetworkSpecInput,
  networkSpecSchema,
} from '@/templates/network/spec';
import { changesOf } from '../audit/secrets';
import { mainTarget } from '../aws/targets';
import { forgetVpcFacts, readVpcFacts } from '../aws/vpc-facts';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { requireFleet, type Standing } from '../proxies/fleet';
import { deleteProxy } from '../proxies/mutations';
import { refuseUnoffered } from '../proxies/offers';
import { type Requester, type RunRequest, type Started, startOnce } from '../runs/start-run';
import { changedNetwork, movesSubnets } from './change';
import { planNetwork, planNetworkDelete } from './plan';

export type LaunchNetworkInput = { network: NetworkSpecInput; idempotencyKey: string };

/** Starts the run that makes a network. Idempotent by key; a name or VPC in use is a `conflict`. */
export async function launchNetwork(actor: Actor, input: LaunchNetworkInput): Promise<Started> {
  authorize(actor, 'network.launch', { team: input.network.team, name: input.network.name });
  const request = { verb: 'network.launch', ...input };
  return startOnce(actor, input.idempotencyKey, request, () => prepareNetworkLaunch(actor, input));
}

/** What launching would start, with every refusal that it would meet but one: that another run is in the way. */
export async function prepareNetworkLaunch(
  actor: Actor,
  input: LaunchNetworkInput,
): Promise<RunRequest> {
  authorize(actor, 'network.launch', { team: input.network.team, name: input.network.name });
  const request = { verb: 'network.launch', ...input };
  const fleet = await requireFleet();
  const steps = await planNetwork(actor, fleet, input.network);
  return {
    targetId: fleet.target.id,
    kind: 'create',
    subject: { kind: 'network', name: input.network.name },
    team: input.network.team,
    steps,
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request,
    auditAction: 'network.launch',
    auditDetail: { vpc: input.network.vpc },
    auditChanges: changesOf(null, input.network),
  };
}

/**
 * Starts the run that finds out what an edit of a network would do, as a change set; nothing changes before its plan is
 * executed. Throws `conflict` while the stack is not one that CloudFormation updates, another run works on it, or one
 * launches a proxy in it.
 */
export async function planNetworkChange(actor: Actor, input: LaunchNetworkInput): Promise<Started> {
  return startOnce(actor, input.idempotencyKey, changeRequest(input), () =>
    prepareNetworkChange(actor, input),
  );
}

/** As prepareNetworkLaunch, for a change. */
export async function prepareNetworkChange(
  actor: Actor,
  input: LaunchNetworkInput,
): Promise<RunRequest> {
  const { name } = input.network;
  const fleet = await requireFleet();
  const network = fleet.networks.find(({ facts }) => facts.name === name);
  authorize(actor, 'network.update', network ? { team: network.facts.team, name } : null);
  if (!network) throw new AppError('not_found', `there is no network ${name}`);
  return changeOf(network, input);
}

/** The deployment of what is saved, planned within work that was authorised as a whole. */
export async function planSavedNetwork(
  by: Requester,
  { name, idempotencyKey }: { name: string; idempotencyKey: string },
): Promise<Started> {
  const network = (await requireFleet()).networks.find(({ facts }) => facts.name === name);
  if (!network?.spec) throw new AppError('not_found', `there is no network ${name}`);
  const input = { network: network.spec, idempotencyKey };
  return startOnce(by, idempotencyKey, changeRequest(input), async () => changeOf(network, input));
}

function changeOf(
  { facts, spec: saved, stack, target }: Standing<NetworkSpec>,
  input: LaunchNetworkInput,
): RunRequest {
  const { name } = input.network;
  if (!stack) throw new AppError('not_found', `there is no network ${name}`);
  refuseUnoffered(facts, 'edit');
  if (!saved) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const spec = changedSpec(saved, input.network);
  const subject = { kind: 'network' as const, name };
  const { stackName, stackId } = facts;
  return {
    targetId: target.id,
    kind: 'update',
    aim: 'plan',
    subject,
    team: facts.team,
    steps: [{ subject, action: 'update', stackName, stackId, spec }],
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request: changeRequest(input),
    auditAction: 'network.plan',
    auditDetail: { vpc: spec.vpc, probe: spec.probe, environment: spec.environment },
    auditChanges: changesOf(saved, spec),
  };
}

function changeRequest(input: LaunchNetworkInput) {
  return { verb: 'network.update', ...input };
}

function changedSpec(saved: NetworkSpec, wanted: NetworkSpecInput): NetworkSpec {
  const parsed = networkSpecSchema.safeParse(changedNetwork(saved, wanted));
  if (!parsed.success)
    throw new AppError('invalid', 'the network is not valid', { cause: parsed.error });
  if (movesSubnets(saved, parsed.data))
    throw new AppError('conflict', `another zone would move the subnets of ${saved.name}`, {
      detail: 'vpc.azs',
      reason: { id: 'zonesMove' },
    });
  return parsed.data;
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
  return startOnce(actor, input.idempotencyKey, request, () => prepareNetworkDelete(actor, input));
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

export type EmptyNetworkInput = { name: string; proxies: string[]; idempotencyKey: string };

/**
 * Starts a run for each of these proxies that deletes it; they take turns. Throws `conflict` with the names of those
 * that could not be begun, where the others were. A proxy that has come since the names were shown stays.
 */
export async function emptyNetwork(
  actor: Actor,
  { proxies, idempotencyKey }: EmptyNetworkInput,
): Promise<{ runIds: string[] }> {
  const runIds: string[] = [];
  const refused: string[] = [];
  let refusal: AppError | null = null;
  for (const name of proxies) {
    try {
      const input = { name, withNetwork: false, idempotencyKey: `${idempotencyKey}-${name}` };
      runIds.push((await deleteProxy(actor, input)).runId);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refusal = thrown;
      refused.push(name);
    }
  }
  if (!refusal) return { runIds };
  const detail = refused.join(', ');
  throw new AppError(refusal.code, `not begun: ${detail}`, { detail, cause: refusal });
}
