import 'server-only';
import { networkSpecSchema } from '@/templates/network/spec';
import type { RouteAnswer, RouteInput } from '../define-route';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { changedNetwork, keptNetworkFaults } from '../networks/change';
import { getNetwork } from '../networks/data';
import {
  deleteNetwork,
  planNetworkChange,
  prepareNetworkChange,
  prepareNetworkDelete,
} from '../networks/mutations';
import { getProxy } from '../proxies/data';
import { networkOf, requireFleet } from '../proxies/fleet';
import { deleteProxy, planProxyChange, prepareChange, prepareDelete } from '../proxies/mutations';
import { requireKnown, startedAnswer } from './answers';
import { dryRunAnswerOf } from './dry-run';
import { saidChange } from './explained';
import type { operations } from './operations';
import { invalidBody } from './read-request';
import { keptFaults, specChanges, specsOf } from './specs';

/** One proxy that this actor may read; `not_found` for all others alike. */
export async function readProxy(actor: Actor, name: string) {
  const known = await getProxy(name);
  return requireReadable(actor, known && requireKnown(known), `there is no proxy ${name}`);
}

/** One network that this actor may read; `not_found` for all others alike. */
export async function readNetwork(actor: Actor, name: string) {
  const known = await getNetwork(name);
  return requireReadable(actor, known && requireKnown(known), `there is no network ${name}`);
}

function requireReadable<T extends { value: { team: string } }>(
  actor: Actor,
  known: T | null,
  message: string,
): T {
  if (known && can(actor, 'fleet.read', { team: known.value.team })) return known;
  throw new AppError('not_found', message);
}

/** Plans a change, or says what would be planned. What a change does not reach must be as it is. */
export async function changeProxyOver({
  actor,
  name,
  query,
  body,
  key,
  locale,
}: RouteInput<typeof operations.planProxy>): Promise<RouteAnswer> {
  const { saved, wanted } = await requireChange(actor, name, body);
  const input = { proxy: wanted, idempotencyKey: key };
  if (!query.dryRun) return startedAnswer(await planProxyChange(actor, input));
  const left = { keys: saved.keys, lifetime: saved.lifetime };
  const specs = specsOf({ ...left, ...wanted, network: saved.network });
  return dryRunAnswerOf({
    action: 'update',
    subject: { kind: 'proxy', name },
    specs,
    changes: specChanges(saved, specs[0]),
    consequences: specs[0] ? await saidChange(saved, specs[0], locale) : [],
    plan: () => prepareChange(actor, input),
    judged: { saved },
  });
}

/**
 * The proxy's spec as it is now, and what a body makes of it. Throws as `authorize` does, and for what no change reaches;
 * `at` is as invalidBody has it.
 */
export async function requireChange(
  actor: Actor,
  name: string,
  body: RouteInput<typeof operations.planProxy>['body'],
  at?: string,
) {
  // As it is now: what a reader is shown may be a minute old.
  const fleet = await requireFleet();
  const proxy = fleet.proxies.find(({ facts }) => facts.name === name);
  authorize(actor, 'proxy.update', proxy ? { team: proxy.facts.team, name } : null);
  const saved = proxy?.spec;
  if (!saved) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const faults = keptFaults(body, saved, networkOf(fleet, saved)?.spec ?? null);
  if (faults.length > 0) throw invalidBody(body, faults, at);
  const { network: _, ...wanted } = body;
  return { saved, wanted };
}

/** Plans a change of a network, or says what would be planned. What a change does not reach must be as it is. */
export async function changeNetworkOver({
  actor,
  name,
  query,
  body,
  key,
  locale,
}: RouteInput<typeof operations.planNetwork>): Promise<RouteAnswer> {
  const fleet = await requireFleet();
  const network = fleet.networks.find(({ facts }) => facts.name === name);
  authorize(actor, 'network.update', network ? { team: network.facts.team, name } : null);
  const saved = network?.spec;
  if (!saved) throw new AppError('unavailable', `the spec of ${name} is not known`);
  const faults = keptNetworkFaults(saved, body);
  if (faults.length > 0) throw invalidBody(body, faults);
  const input = { network: body, idempotencyKey: key };
  if (!query.dryRun) return startedAnswer(await planNetworkChange(actor, input));
  const wanted = networkSpecSchema.parse(changedNetwork(saved, body));
  return dryRunAnswerOf({
    action: 'update',
    subject: { kind: 'network', name },
    specs: [wanted],
    changes: specChanges(saved, wanted),
    consequences: await saidChange(saved, wanted, locale),
    plan: () => prepareNetworkChange(actor, input),
  });
}

/** Deletes a proxy, or says what that would delete. */
export async function deleteProxyOver({
  actor,
  name,
  query: { dryRun, withNetwork },
  key,
}: RouteInput<typeof operations.deleteProxy>): Promise<RouteAnswer> {
  const input = { name, withNetwork, idempotencyKey: key };
  if (!dryRun) return startedAnswer(await deleteProxy(actor, input));
  const subject = { kind: 'proxy' as const, name };
  const plan = () => prepareDelete(actor, input);
  return dryRunAnswerOf({ action: 'delete', subject, specs: [], plan });
}

/** Deletes a network, or says what that would delete. */
export async function deleteNetworkOver({
  actor,
  name,
  query: { dryRun },
  key,
}: RouteInput<typeof operations.deleteNetwork>): Promise<RouteAnswer> {
  const input = { name, idempotencyKey: key };
  if (!dryRun) return startedAnswer(await deleteNetwork(actor, input));
  const subject = { kind: 'network' as const, name };
  const plan = () => prepareNetworkDelete(actor, input);
  return dryRunAnswerOf({ action: 'delete', subject, specs: [], plan });
}
