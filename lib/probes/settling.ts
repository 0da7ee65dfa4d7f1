import 'server-only';
import type { Target } from '../aws/targets';
import { readApiKey } from '../aws/usage-plans';
import type { ProbeResult } from './types';

/**
 * For so long after a key was made API Gateway may refuse it: AWS documents no bound, and what was measured on AWS took
 * up to two minutes and is allowed three (aws-facts B1, propagation).
 */
const keySettlingMs = 180_000;

/** Until when a refusal of the key says nothing. */
function settledAt(createdAt: Date): Date {
  return new Date(createdAt.getTime() + keySettlingMs);
}

/** Excuses a probe whose key the gateway refused because it is too young to be known everywhere. */
export async function excuseYoungKey(
  target: Target,
  keyId: string,
  result: ProbeResult,
): Promise<ProbeResult> {
  if (result.outcome !== 'forbidden_key') return result;
  const { createdAt } = await readApiKey(target, keyId);
  const until = settledAt(createdAt);
  return result.at < until ? { ...result, settlesAt: until.toISOString() } : result;
}
