import 'server-only';
import type { Lifetime } from '@/templates/proxy/lifetime';
import { pendingEndpointId, pendingVpcId } from '@/templates/proxy/pending';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import { stackNameOf } from '@/templates/stack';
import { changesOf } from '../audit/secrets';
import { AppError } from '../errors';
import type { Approval } from '../governance/enforce';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { planNetwork, planNetworkDelete } from '../networks/plan';
import {
  type NewStep,
  type Requester,
  type RunRequest,
  type Started,
  startOnce,
} from '../runs/start-run';
import { errorPagesHere } from './error-pages';
import { type Fleet, findProxyStack, networkOf, requireFleet, type Standing } from './fleet';
import { pastDates } from './lifetime';
import { refuseUnoffered } from './offers';
import { planFreeName } from './remains';
import type { LaunchProxyInput, NetworkChoice } from './types';

/**
 * Starts the run that makes a proxy, and its network first where it has none. The same idempotency key with the
 * same input answers with the first run; with another input it is a `conflict`, as is a name in use. What the guardrails
 * do not let through at once is `denied`, unless the request that was approved for it is handed in.
 */
export async function launchProxy(
  actor: Actor,
  input: LaunchProxyInput,
  approval: Approval | null = null,
): Promise<Started> {
  authorize(actor, 'proxy.launch', { team: input.proxy.team, name: input.proxy.name });
  const request = { verb: 'proxy.launch', ...input };
  return startOnce(actor, input.idempotencyKey, request, () =>
    prepareLaunch(actor, input, approval),
  );
}

/**
 * What launching would start, with every refusal that it would meet but two: the guardrails', and that another run is
 * in the way.
 */
export async function prepareLaunch(
  actor: Actor,
  input: LaunchProxyInput,
  approval: Approval | null = null,
): Promise<RunRequest> {
  authorize(actor, 'proxy.launch', { team: input.proxy.team, name: input.proxy.name });
  const request = { verb: 'proxy.launch', ...input };
  const fleet = await requireFleet();
  const place = await planPlace(actor, fleet, input.network);
  const spec = proxySpecOf(input.proxy, place.network);
  refusePast(spec.lifetime, null);
  const stackName = stackNameOf(spec);
  const subject = { kind: 'proxy' as const, name: spec.name };
  const free = await planFreeName(fleet, { subject, team: spec.team, stackName });
  const step: NewStep = { subject, action: 'create', stackName, stackId: null, spec, saved: null };
  return {
    targetId: fleet.target.id,
    kind: 'create',
    subject,
    team: spec.team,
    steps: [...place.steps, ...free, step],
    uses: [{ kind: 'network', name: spec.network.name }],
    idempotencyKey: input.idempotencyKey,
    approval,
    request,
    auditAction: 'proxy.launch',
    auditDetail: {
      upstream: spec.upstream.url,
      network: spec.network.name,
      networkChoice: input.network.choice,
      limits: spec.limits,
    },
    auditChanges: changesOf(null, spec),
  };
}

/** What an edit may change; where a proxy stands, its name and its team stay. */
export type ChangeProxyInput = { proxy: LaunchProxyInput['proxy']; idempotencyKey: string };

/**
 * Starts the run that finds out what an edit would do, as a change set; nothing changes before its plan is executed.
 * Throws `conflict` while the stack is not one that CloudFormation updates, or another run works on it. `request` is what
 * was asked for, where the change is only what that comes to.
 */
export async function planProxyChange(
  actor: Actor,
  input: ChangeProxyInput,
  approval: Approval | null = null,
): Promise<Started> {
  return startOnce(actor, input.idempotencyKey, changeRequest(input), () =>
    prepareChange(actor, input, approval),
  );
}

/** As prepareLaunch, for a change. */
export async function prepareChange(
  actor: Actor,
  input: ChangeProxyInput,
  approval: Approval | null = null,
): Promise<RunRequest> {
  const { name } = input.proxy;
  const fleet = await requireFleet();
  const proxy = fleet.proxies.find(({ facts }) => facts.name === name);
  authorize(actor, 'proxy.update', proxy ? { team: proxy.facts.team, name } : null);
  if (!proxy) throw new AppError('not_found', `there is no proxy ${name}`);
  return { ...changeOf(proxy, input), approval };
}

/** The deployment of what is saved, planned within work that was authorised as a whole. */
export async function planSaved(
  by: Requester,
  { name, idempotencyKey }: { name: string; idempotencyKey: string },
): Promise<Started> {
  const proxy = await findProxyStack(name);
  if (!proxy?.spec) throw new AppError('not_found', `there is no proxy ${name}`);
  const { network: _, ...form } = proxy.spec;
  const input = { proxy: form, idempotencyKey };
  return startOnce(by, idempotencyKey, changeRequest(input), async () => changeOf(proxy, input));
}

function changeRequest(input: ChangeProxyInput) {
  return { verb: 'proxy.update', ...input };
}

function changeOf(
  { facts, spec: saved, stack, target }: Standing<ProxySpec>,
  input: ChangeProxyInput,
): RunRequest {
  const { name } = input.proxy;
  if (!stack) throw new AppError('not_found', `there is no proxy ${name}`);
  refuseUnoffered(facts, 'edit');
  if (!saved) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const { team, network, stage, accessLog, tags } = saved;
  // A form, or a pipeline's file, that says nothing of keys leaves them: it must not undo a rotation.
  const keys = input.proxy.keys ?? saved.keys;
  // Nor of a lifetime: it must not undo a review.
  const lifetime = input.proxy.lifetime ?? saved.lifetime;
  refusePast(lifetime, saved.lifetime);
  const spec = proxySpecOf(
    { ...input.proxy, keys, lifetime, team, stage, accessLog, tags },
    network,
  );
  const subject = { kind: 'proxy' as const, name };
  const { stackName, stackId } = facts;
  return {
    targetId: target.id,
    kind: 'update',
    aim: 'plan',
    subject,
    team,
    steps: [{ subject, action: 'update', stackName, stackId, spec, saved }],
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request: changeRequest(input),
    auditAction: 'proxy.plan',
    auditDetail: { upstream: spec.upstream.url, limits: spec.limits },
    auditChanges: changesOf(saved, spec),
  };
}

function refusePast(next: Partial<Lifetime>, before: Lifetime | null): void {
  const past = pastDates(next, before, new Date());
  if (past.length === 0) return;
  const detail = past.map((field) => `lifetime.${field}: ${next[field]}`).join(', ');
  throw new AppError('invalid', 'a date of the lifetime is past', { detail });
}

export type DeleteProxyInput = {
  name: string;
  /** Also delete its network; refused as `conflict` while another proxy uses it. */
  withNetwork: boolean;
  idempotencyKey: string;
};

/**
 * Starts the run that deletes a proxy, then its network when asked. What is gone already is no failure; what is
 * protected, or in a state in which AWS deletes nothing, is a `conflict`.
 */
export async function deleteProxy(actor: Actor, input: DeleteProxyInput): Promise<Started> {
  const request = { verb: 'proxy.delete', ...input };
  return startOnce(actor, input.idempotencyKey, request, () => prepareDelete(actor, input));
}

/** As prepareLaunch, for a deletion. */
export async function prepareDelete(actor: Actor, input: DeleteProxyInput): Promise<RunRequest> {
  const request = { verb: 'proxy.delete', ...input };
  const fleet = await requireFleet();
  const proxy = fleet.proxies.find(({ facts }) => facts.name === input.name);
  authorize(actor, 'proxy.delete', proxy ? { team: proxy.facts.team, name: input.name } : null);
  if (!proxy) throw new AppError('not_found', `there is no proxy ${input.name}`);
  if (proxy.stack) refuseUnoffered(proxy.facts, 'delete');
  const subject = { kind: 'proxy' as const, name: input.name };
  const steps: NewStep[] = [
    {
      subject,
      action: 'delete',
      stackName: proxy.facts.stackName,
      stackId: proxy.facts.stackId || null,
      spec: null,
    },
  ];
  if (input.withNetwork) {
    const network = networkOf(fleet, proxy.spec);
    if (network) steps.push(planNetworkDelete(actor, fleet, network, input.name));
    else if (!proxy.spec)
      throw new AppError('unavailable', `it is not known where ${input.name} stands`);
  }
  return {
    targetId: fleet.target.id,
    kind: 'delete',
    subject,
    team: proxy.facts.team,
    steps,
    uses: [],
    idempotencyKey: input.idempotencyKey,
    request,
    auditAction: 'proxy.delete',
    auditDetail: { stackId: proxy.facts.stackId || null, withNetwork: input.withNetwork },
  };
}

/** Where the proxy will stand, and what has to be made for it first. */
async function planPlace(
  actor: Actor,
  fleet: Fleet,
  choice: NetworkChoice,
): Promise<{ network: ProxySpec['network']; steps: NewStep[] }> {
  if (choice.choice === 'existing') return { network: standingNetwork(fleet, choice), steps: [] };
  const steps = await planNetwork(actor, fleet, choice.network);
  const { name } = choice.network;
  return { network: { name, vpcId: pendingVpcId, endpointId: pendingEndpointId }, steps };
}

function standingNetwork(
  fleet: Fleet,
  { name, vpcId, endpointId }: Extract<NetworkChoice, { choice: 'existing' }>,
): ProxySpec['network'] {
  const network = fleet.networks.find(({ facts }) => facts.name === name);
  if (!network) throw new AppError('not_found', `there is no network ${name}`, { detail: name });
  const { phase, outputs } = network.facts;
  if (phase === 'ready' && outputs.VpcId && outputs.EndpointId) {
    const stands = { name, vpcId: outputs.VpcId, endpointId: outputs.EndpointId };
    if (
      (vpcId ?? stands.vpcId) === stands.vpcId &&
      (endpointId ?? stands.endpointId) === stands.endpointId
    )
      return stands;
    throw new AppError('conflict', `the network ${name} has other ids`, {
      detail: `${name}: ${stands.vpcId}, ${stands.endpointId}`,
      reason: { id: 'networkChanged', name, now: `${stands.vpcId}, ${stands.endpointId}` },
    });
  }
  throw new AppError('conflict', `the network ${name} is ${phase}`, {
    detail: name,
    reason: { id: 'networkNotReady', name },
  });
}

function proxySpecOf(proxy: LaunchProxyInput['proxy'], network: ProxySpec['network']): ProxySpec {
  const { errorPages = errorPagesHere() } = proxy;
  const parsed = proxySpecSchema.safeParse({ ...proxy, network, errorPages });
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', 'the proxy is not valid', { cause: parsed.error });
}
