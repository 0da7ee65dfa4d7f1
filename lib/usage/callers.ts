import 'server-only';
import { oldest } from '../known';
import { getNetwork } from '../networks/data';
import { listProxies } from '../proxies/data';
import type { RunSubject } from '../runs/types';
import { addDays, daysFrom, utcDay } from './calendar';
import { planKeys } from './data';
import { readDayFacts } from './day-facts';
import { callersOf, type RecentCaller, recentDays } from './recent';

/**
 * Every consumer key of these proxies with its calls in the last seven UTC days, as the collector knows them. A proxy
 * that is not there has none. `callers` null where it is not known what keys there are; `asOf` is GetUsage's oldest
 * answer among them. Asks AWS nothing about traffic.
 */
export async function readCallers(
  names: readonly string[],
): Promise<{ callers: RecentCaller[] | null; asOf: Date | null }> {
  const fleet = (await listProxies()).value;
  if (!fleet) return { callers: null, asOf: null };
  const proxies = fleet.filter(({ name }) => names.includes(name));
  const today = utcDay(new Date());
  const first = addDays(today, 1 - recentDays);
  const facts = await readDayFacts(proxies, first, today);
  const days = daysFrom(first, today);
  const known = proxies.map((proxy) => ({ proxy, of: facts.get(proxy.outputs.UsagePlanId ?? '') }));
  return {
    callers: known.flatMap(({ proxy, of }) =>
      callersOf(proxy, planKeys(proxy.outputs), of?.value ?? null, days),
    ),
    asOf: oldest(known.flatMap(({ of }) => of?.asOf ?? [])),
  };
}

/**
 * Who would feel a change of a proxy, or of a network: the callers of all that stand in it, by the names in `standing`,
 * which is null of a proxy. `callers` null where it is not known whose they are.
 */
export async function readCallersAt({ kind, name }: RunSubject): Promise<{
  callers: RecentCaller[] | null;
  standing: readonly string[] | null;
}> {
  const standing = kind === 'network' ? ((await getNetwork(name))?.value?.proxies ?? null) : null;
  const names = kind === 'network' ? standing : [name];
  return { callers: names && (await readCallers(names)).callers, standing };
}
