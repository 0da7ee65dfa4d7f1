import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import { AppError } from '../errors';
import { launchNetwork, prepareNetworkLaunch } from '../networks/mutations';
import { launchProxy, prepareLaunch } from '../proxies/mutations';
import { startedAnswer } from './answers';
import { dryRunAnswerOf } from './dry-run';
import type { operations } from './operations';
import { invalidBody } from './read-request';
import { launchInput, specsOf } from './specs';

/** Launches a proxy, or says what that would start. */
export async function launchProxyOver({
  actor,
  query,
  body,
  key,
}: RouteInput<typeof operations.launchProxy>): Promise<RouteAnswer> {
  const input = launchInput(body, key);
  try {
    if (!query.dryRun) return startedAnswer(await launchProxy(actor, input));
    return await dryRunAnswerOf({
      action: 'create',
      subject: { kind: 'proxy', name: body.name },
      specs: specsOf(body),
      plan: () => prepareLaunch(actor, input),
      judged: { saved: null },
    });
  } catch (error) {
    return missingNetwork(body)(error);
  }
}

/** Not the path that was asked for is missing, but what the body names; `at` is as invalidBody has it. */
export function missingNetwork(body: unknown, at?: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    const fault = { path: 'network.name', message: 'names no network that stands' };
    throw invalidBody(body, [fault], at);
  };
}

/** Launches a network, or says what that would start. */
export async function launchNetworkOver({
  actor,
  query,
  body,
  key,
}: RouteInput<typeof operations.launchNetwork>): Promise<RouteAnswer> {
  const input = { network: body, idempotencyKey: key };
  if (!query.dryRun) return startedAnswer(await launchNetwork(actor, input));
  return dryRunAnswerOf({
    action: 'create',
    subject: { kind: 'network', name: body.name },
    specs: [body],
    plan: () => prepareNetworkLaunch(actor, input),
  });
}
