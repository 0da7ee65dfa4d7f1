import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { actualKey, readStackIds, stateOf } from '../aws/fleet';
import { type GatewayRow, readGateway } from '../aws/gateway';
import { forget, recall, remember } from '../aws/remember';
import type { StackRow } from '../aws/stacks';
import { AppError } from '../errors';
import type { Known } from '../known';
import type { Standing } from '../proxies/fleet';

/** What a proxy is, and the state of its stack that it belongs to: after the next deployment it says nothing. */
export type Actual = { state: string; ids: Record<string, string>; row: GatewayRow };

/**
 * What API Gateway says that a proxy is, nine calls for everyone who asks. Read from API Gateway and not from
 * CloudFormation's own drift detection: that takes minutes for each stack, sees a rewritten policy as drift (aws-facts
 * D2), and is no part of the budget. Null where there is nothing to ask about.
 */
export async function readActual(
  proxy: Standing<ProxySpec>,
  ttlMs: number,
  patience: { patienceMs?: number; firstPatienceMs?: number } = {},
): Promise<Known<Actual> | null> {
  const { stack, target } = proxy;
  if (!stack || proxy.facts.phase !== 'ready') return null;
  const last = await recall<Actual>(target, actualKey(stack.stackId));
  // However young, it belongs to what was deployed before.
  if (last.value && last.value.state !== stateOf(stack)) forgetActual(proxy);
  return remember(target, actualKey(stack.stackId), ttlMs, () => readNow(proxy, stack), patience);
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

async function readNow({ target }: Standing<ProxySpec>, stack: StackRow): Promise<Actual> {
  const ids = await readStackIds(target, stack);
  if (!ids.value) throw new AppError(ids.problem.code, 'the resources of the stack are not known');
  const { outputs } = stack;
  const { RestApiId = '', Stage = '', UsagePlanId = '', KeyAId = '', ProbeKeyId = '' } = outputs;
  const keyIds = [KeyAId, ProbeKeyId].filter((keyId) => keyId !== '');
  const at = { restApiId: RestApiId, stage: Stage, usagePlanId: UsagePlanId, keyIds };
  return { state: stateOf(stack), ids: ids.value, row: await readGateway(target, at) };
}
