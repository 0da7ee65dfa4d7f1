import { getProxy } from '@/lib/proxies/data';
import type { Run } from '@/lib/runs/types';
import { readCallersAt } from '@/lib/usage/callers';
import { type MethodCalls, readMethodCalls } from '@/lib/usage/method-calls';
import type { RecentCaller } from '@/lib/usage/recent';

type PlanFacts = {
  /** Every consumer key with its calls of the last seven UTC days; null where it is not known what keys there are. */
  callers: readonly RecentCaller[] | null;
  /** Names of the proxies that stand in a network; null where it is none, or not known. */
  standing: readonly string[] | null;
  /** Null of a network, and where no access log was read. */
  methodCalls: MethodCalls | null;
};

/** What stands beside a run's plan: who would feel it. Nothing for a run that plans nothing. */
export async function planFacts({ kind, subject }: Run): Promise<PlanFacts> {
  if (kind !== 'update' && kind !== 'revert' && kind !== 'import')
    return { callers: null, standing: null, methodCalls: null };
  const [felt, methodCalls] = await Promise.all([readCallersAt(subject), methodCallsOf(subject)]);
  return { ...felt, methodCalls };
}

async function methodCallsOf({ kind, name }: Run['subject']): Promise<MethodCalls | null> {
  const outputs = kind === 'network' ? null : (await getProxy(name))?.value?.outputs;
  return outputs ? readMethodCalls(outputs) : null;
}
