import { getNetwork } from '@/lib/networks/data';
import { getProxy } from '@/lib/proxies/data';
import type { Run } from '@/lib/runs/types';
import { getUsage } from '@/lib/usage/data';
import { callsOfAll } from '@/lib/usage/recent';

type PlanFacts = {
  /** Of the last seven UTC days, today among them, of all consumers; null while that is not known of each. */
  calls7Days: number | null;
  /** Names of the proxies that stand in a network; null where it is none, or not known. */
  standing: readonly string[] | null;
};

/** What stands beside a run's plan: who would feel it. Nothing for a run that plans nothing. */
export async function planFacts({ kind, subject }: Run): Promise<PlanFacts> {
  if (kind !== 'update' && kind !== 'revert' && kind !== 'import')
    return { calls7Days: null, standing: null };
  if (subject.kind !== 'network')
    return { calls7Days: await recentCalls([subject.name]), standing: null };
  const standing = (await getNetwork(subject.name))?.value?.proxies ?? null;
  return { calls7Days: standing && (await recentCalls(standing)), standing };
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
