import 'server-only';
import type { NetworkSpec } from '@/templates/network/spec';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { Spec } from '@/templates/spec';
import { actualKey, readStackIds, stateOf } from '../aws/fleet';
import { type GatewayRow, readGateway } from '../aws/gateway';
import { type FunctionRow, readFunction } from '../aws/probe-function';
import { forget, recall, remember } from '../aws/remember';
import type { StackRow } from '../aws/stacks';
import type { Target } from '../aws/targets';
import {
  readDnsAttributes,
  readExecuteApiEndpoints,
  readRouteTables,
  readSecurityGroups,
} from '../aws/vpcs';
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

/** What EC2 and Lambda say of what a network's stack made: six calls. */
export function readNetworkActual(
  network: Standing<NetworkSpec>,
  ttlMs: number,
  patience: Patience = {},
): Promise<Known<ActualOf<NetworkRow>> | null> {
  return readKept(network, (_, ids) => readNetwork(network, ids), ttlMs, patience);
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

export function forgetActual({ stack, target }: Standing<Spec>): void {
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
  { target, spec }: Standing<NetworkSpec>,
  ids: Record<string, string>,
): Promise<NetworkRow> {
  const own = Object.values(ids);
  // Groups of an adopted endpoint, of which the stack opened a door.
  const shared = spec && 'id' in spec.vpc ? spec.vpc.endpointSecurityGroupIds : [];
  const { Vpc, ProbeFunction } = ids;
  const [endpoints, groups, dns, tables, probe] = await Promise.all([
    readExecuteApiEndpoints(target),
    readSecurityGroups(target, [...own.filter((id) => id.startsWith('sg-')), ...shared]),
    Vpc ? readDnsAttributes(target, Vpc) : null,
    Vpc ? readRouteTables(target) : [],
    ProbeFunction ? readProbe(target, ProbeFunction) : null,
  ]);
  const endpoint = endpoints.find(({ endpointId }) => own.includes(endpointId)) ?? null;
  return { endpoint, groups, dns, tables, ...(probe === undefined ? {} : { probe }) };
}

/** A reading role of before this was read may not: then nothing is said of it, and all else is. */
function readProbe(target: Target, name: string): Promise<FunctionRow | null | undefined> {
  return readFunction(target, name).catch((thrown) => {
    if (thrown instanceof AppError && thrown.code === 'denied') return undefined;
    throw thrown;
  });
}
