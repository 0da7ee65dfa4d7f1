import 'server-only';
import type { NetworkSpec } from '@/templates/network/spec';
import { whereIs } from '@/templates/proof/where';
import { readStackTemplate } from '../aws/fleet';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { prepareNetworkChange } from '../networks/mutations';
import { requireFleet, type Standing } from '../proxies/fleet';
import { parsedTemplate } from '../proxies/parsed-template';
import { placeOf } from '../proxies/standing';
import { type Started, startOnce } from '../runs/start-run';
import { forgetActual, readNetworkActual } from './actual';
import { networkComparisonOf } from './data';
import type { DriftInput } from './mutations';
import { canRevertNetwork, isLost } from './network-revertible';
import { templateOfNetworkActual } from './network-template';
import { askAgainMs, fresh, refuse, requireReady, revertRequest } from './now';

/** Asks EC2 and Lambda now what the network is; of those who ask at the same time one does. */
export async function checkNetworkDrift(actor: Actor, { name }: { name: string }): Promise<void> {
  authorize(actor, 'fleet.read');
  const network = await findNetwork(name);
  if (!network?.stack) throw new AppError('not_found', `there is no network ${name}`);
  forgetActual(network);
  const actual = await readNetworkActual(network, askAgainMs, { patienceMs: 15_000 });
  if (actual?.problem) refuse(actual.problem);
}

/** As planDeployment, of a network. */
export async function planNetworkDeployment(actor: Actor, input: DriftInput): Promise<Started> {
  const request = { verb: 'network.deploy', ...input };
  return startOnce(actor, input.idempotencyKey, request, async () => {
    const { spec } = await requireNetwork(actor, input.name);
    return { ...(await prepareNetworkChange(actor, changeTo(spec, input))), request };
  });
}

/** As adoptDrift, of a network. */
export async function adoptNetworkDrift(actor: Actor, input: DriftInput): Promise<Started> {
  const request = { verb: 'network.adopt', ...input };
  return startOnce(actor, input.idempotencyKey, request, async () => {
    const network = await requireNetwork(actor, input.name);
    const { differences, adopting } = (await compareNow(network)).comparison;
    if (!differences.some(({ isAdoptable }) => isAdoptable))
      throw new AppError('conflict', `nothing of ${input.name} can be adopted`, {
        detail: input.name,
        reason: { id: 'nothingToAdopt' },
      });
    return { ...(await prepareNetworkChange(actor, changeTo(adopting, input))), request };
  });
}

/**
 * As revertDrift, of a network. What somebody added beside the template stays, for it is in nothing's way; whoever lost a
 * whole endpoint or group is refused, since what is made anew has another id.
 */
export async function revertNetworkDrift(actor: Actor, input: DriftInput): Promise<Started> {
  const request = { verb: 'network.revert', ...input };
  return startOnce(actor, input.idempotencyKey, request, async () => {
    const network = await requireNetwork(actor, input.name);
    const { comparison, deployed, ids } = await compareNow(network);
    const drifted = comparison.drifted.filter(({ isRevertible }) => isRevertible);
    if (!canRevertNetwork(comparison.drifted))
      throw new AppError('conflict', `${input.name} cannot be put back`, {
        detail: comparison.drifted.find(isLost)?.where ?? input.name,
        reason: { id: 'notRevertible' },
      });
    const template = parsedTemplate(deployed);
    if (!template) throw new AppError('unexpected', `the template of ${input.name} is none`);
    const { region, accountId } = placeOf(network.facts.stackId, network.target.region);
    const place = { ids, where: whereIs(region, accountId) };
    const told = templateOfNetworkActual(template, drifted, place);
    const { idempotencyKey } = input;
    return {
      ...revertRequest(network, 'network', { drifted, told, deployed }),
      ...{ idempotencyKey, request },
    };
  });
}

function changeTo(network: NetworkSpec, { idempotencyKey }: DriftInput) {
  return { network, idempotencyKey };
}

type Ready = Standing<NetworkSpec> & { spec: NetworkSpec };

async function findNetwork(name: string): Promise<Standing<NetworkSpec> | null> {
  return (await requireFleet()).networks.find(({ facts }) => facts.name === name) ?? null;
}

async function requireNetwork(actor: Actor, name: string): Promise<Ready> {
  const network = await findNetwork(name);
  authorize(actor, 'network.update', network ? { team: network.facts.team, name } : null);
  return requireReady(network, `network ${name}`);
}

/** What is right now: a decision is not made on what somebody saw a while ago. */
async function compareNow(network: Ready) {
  forgetActual(network);
  const [template, actual] = await Promise.all([
    network.stack ? readStackTemplate(network.target, network.stack) : null,
    readNetworkActual(network, askAgainMs, { patienceMs: Number.POSITIVE_INFINITY }),
  ]);
  const deployed = fresh(template);
  const now = fresh(actual);
  const comparison = networkComparisonOf(network, deployed, now);
  if (!comparison) throw new AppError('unavailable', `what ${network.facts.name} is is not known`);
  return { comparison, deployed, ids: now.ids };
}
