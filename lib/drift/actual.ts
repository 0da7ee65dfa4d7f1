import 'server-only';
import type { NetworkSpec } from '@/templates/network/spec';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { Spec } from '@/templates/spec';
import { actualKey, readStackIds, stateOf } from '../aws/fleet';
import { type GatewayRow, readGateway } from '../aws/gateway';
import { forget, recall, remember } from '../aws/remember';
import type { StackRow } from '../aws/stacks';
import { readExecuteApiEndpoints, readSecurityGroups } from '../aws/vpcs';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { Standing } from '../proxies/fleet';
import type { NetworkRow } from './network-facts';

/** What something is, and the state of its stack that it belongs to: after the next deployment it says nothing. */
export type ActualOf<Row> = { state: string; ids: Record<string, string>; row: Row };
export type Actual = ActualOf<GatewayRow>;
type Patience = { patienceMs?: number; firstPatienceMs?: number };

/**
 * What API Gateway says that a proxy is, nine calls for everyone who asks. Read from API Gateway and not from
 * CloudFormation's own drift detection: that takes minutes for each stack, sees a rewritten policy as drift (aws-facts
 * D2), and is no part of the budget. Null where there is nothing to ask about.
 */
export function readActual(
  proxy: Standing<ProxySpec>,
  ttlMs: number,
  patience: Patience = {},
): Promise<Known<Actual> | null> {
  return readKept(proxy, (stack) => readProxy(proxy, stack), ttlMs, patience);
}

/** What EC2 says of what a network's stack made: two calls. */
export function readNetworkActual(
  network: Standing<NetworkSpec>,
  ttlMs: number,
  patience: Patience = {},
): Promise<Known<ActualOf<NetworkRow>> | null> {
  return readKept(network, (stack) => readNetwork(network, stack), ttlMs, patience);
}

async function readKept<Row>(
  standing: Standing<Spec>,
  readRow: (stack: StackRow, ids: Record<string, string>) => Promise<Row>,
  ttlMs: number,
  patience: Patience,
): Promise<Known<ActualOf<Row>> | null> {
  const { stack, target, facts } = standing;
  if (!stack || facts.phase !== 'ready') return null;
  const key = actualKey(stack.stackId);
  const last = await recall<ActualOf<Row>>(target, key);
  // However young, it belongs to what was deployed before: worth as little as none, and waited for as long.
  const isOfBefore = last.value !== null && last.value.state !== stateOf(stack);
  if (isOfBefore) forget(target, key);
  const { firstPatienceMs = Number.POSITIVE_INFINITY } = patience;
  const read = async () => {
    const ids = await readStackIds(target, stack);
    if (!ids.value)
      throw new AppError(ids.problem.code, 'the resources of the stack are not known');
    return { state: stateOf(stack), ids: ids.value, row: await readRow(stack, ids.value) };
  };
  const waits = isOfBefore ? { ...patience, patienceMs: firstPatienceMs } : patience;
  return remember(target, key, ttlMs, read, waits);
}

/** As it was last read, by whoever did. */
export async function recallActual({
  stack,
  target,
}: Standing<ProxySpec>): Promise<Known<Actual> | null> {
  return stack && recall(target, actualKey(stack.stackId));
}

export function forgetActual({ stack, target }: Standing<ProxySpec>): void {
  if (stack) forget(target, actualKey(stack.stackId));
}

function readProxy({ target }: Standing<ProxySpec>, { outputs }: StackRow): Promise<GatewayRow> {
  const { RestApiId = '', Stage = '', UsagePlanId = '' } = outputs;
  const keyIds = [outputs.KeyAId, outputs.KeyBId, outputs.ProbeKeyId].filter(
    (id) => id !== undefined,
  );
  return readGateway(target, {
    restApiId: RestApiId,
    stage: Stage,
    usagePlanId: UsagePlanId,
    keyIds,
  });
}

async function readNetwork(
  { target }: Standing<NetworkSpec>,
  stack: StackRow,
): Promise<NetworkRow> {
  const ids = Object.values((await readStackIds(target, stack)).value ?? {});
  const [endpoints, groups] = await Promise.all([
    readExecuteApiEndpoints(target),
    readSecurityGroups(
      target,
      ids.filter((id) => id.startsWith('sg-')),
    ),
  ]);
  return { endpoint: endpoints.find(({ endpointId }) => ids.includes(endpointId)) ?? null, groups };
}
