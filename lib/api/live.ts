import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import { getLiveReport, getNetworkLiveReport } from '../drift/data';
import { adoptDrift, planDeployment, revertDrift } from '../drift/mutations';
import {
  adoptNetworkDrift,
  planNetworkDeployment,
  revertNetworkDrift,
} from '../drift/network-mutations';
import { AppError } from '../errors';
import { startedAnswer } from './answers';
import { readNetwork, readProxy } from './change';
import type { operations } from './operations';

type Kind = 'proxy' | 'network';

/** How what is saved, what was deployed and what is compare. */
export async function liveOf(
  kind: Kind,
  { actor, name }: RouteInput<typeof operations.getProxyLive>,
): Promise<RouteAnswer> {
  await (kind === 'proxy' ? readProxy : readNetwork)(actor, name);
  const report = await (kind === 'proxy' ? getLiveReport : getNetworkLiveReport)(name);
  if (!report) throw new AppError('not_found', `there is no ${kind} ${name}`);
  return { status: 200, body: report };
}

const proxyVerbs = { deploy: planDeployment, adopt: adoptDrift, revert: revertDrift };
const networkVerbs = {
  deploy: planNetworkDeployment,
  adopt: adoptNetworkDrift,
  revert: revertNetworkDrift,
};

/** Plans the deployment of what is saved, or the adoption of what is; or puts back what was deployed. */
export async function mendOver(
  kind: Kind,
  { actor, name, body: { verb }, key }: RouteInput<typeof operations.mendProxy>,
): Promise<RouteAnswer> {
  const start = (kind === 'proxy' ? proxyVerbs : networkVerbs)[verb];
  return startedAnswer(await start(actor, { name, idempotencyKey: key }));
}
