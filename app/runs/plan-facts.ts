import { getNetwork } from '@/lib/networks/data';
import { getProxy } from '@/lib/proxies/data';
import type { Run } from '@/lib/runs/types';
import { getUsage } from '@/lib/usage/data';
import { type MethodCalls, readMethodCalls } from '@/lib/usage/method-calls';
import { callsOfAll } from '@/lib/usage/recent';

type PlanFacts = {
  /** Of the last seven UTC days, today among them, of all consumers; null while that is not known of each. */
  calls7Days: number | null;
  /** Names of the proxies that stand in a network; null where it is none, or not known. */
  standing: readonly string[] | null;
  /** Null of a network, and where no access log was read. */
  methodCalls: MethodCalls | null;
};

/** What stands beside a run's plan: who would feel it. Nothing for a run that plans nothing. */
export async function planFacts({ kind, subject }: Run): Promise<PlanFacts> {
  if (kind !== 'update' && kind !== 'revert' && kind !== 'import')
    return { calls7Days: null, standing: null, methodCalls: null };
  if (subject.kind !== 'network') {
    const outputs = (await getProxy(subject.name))?.value?.outputs;
    const [calls7Days, methodCalls] = await Promise.all([
      recentCalls([subject.name]),
      outputs ? readMethodCalls(outputs) : null,
    ]);
    return { calls7Days, standing: null, methodCalls };
  }
  const standing = (await getNetwork(subject.name))?.value?.proxies ?? null;
  return { calls7Days: standing && (await recentCalls(standing)), standing, methodCalls: null };
}

async function recentCalls(proxies: readonly string[]): Promise<number | null> {
  const reports = await Promise.all(
    proxies.map(async (proxy) => {
      const found = (await getProxy(proxy))?.value;
      return found ? (await getUsage(found)).value : null;
    }),
  );
  return callsOfAll(reports, 7);
}
