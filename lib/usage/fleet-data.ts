import 'server-only';
import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { usageHours } from '../db/schema';
import { groupBy } from '../group-by';
import { oldest } from '../known';
import { listProxiesAndPlans } from '../proxies/data';
import type { ProxySummary } from '../proxies/types';
import { addDays, midnight, type UtcDay, utcDay } from './calendar';
import { planKeys } from './data';
import { readDayFacts } from './day-facts';
import {
  byLeft,
  type Consumer,
  consumersOf,
  fleetTotals,
  type Refusals,
  refusalsOf,
} from './fleet-usage';
import { type FleetUsageView, isShown } from './fleet-view';
import { type KeyHistory, keyHistories, totals } from './history';
import { daysOf } from './history-view';
import { countOutcomes } from './outcome-groups';
import type { PlanKnowledge } from './plan-usage';
import { loadSources, sourceKey } from './sources';
import { probeMarksOf, tellProbes } from './tell-probes';
import type { HourCount } from './traffic';

/** One proxy's keys over the days of a view. */
export type ProxyDays = { proxy: ProxySummary; keys: KeyHistory[]; asOf: Date };

export type FleetUsage = {
  /** Every proxy there is, for what the filters offer. */
  all: ProxySummary[];
  shown: ProxySummary[];
  near: ProxySummary[];
  days: UtcDay[];
  total: (number | null)[];
  perProxy: ProxyDays[];
  consumers: Consumer[];
  /** The oldest look at GetUsage among what is shown; null where there was none. */
  usageAsOf: Date | null;
  refusals: Refusals[];
  logAsOf: Date | null;
};

/** What the collector knows of the fleet's use, for a view. Asks the database some questions, and AWS none. */
export async function getFleetUsage(view: FleetUsageView) {
  const known = await listProxiesAndPlans();
  if (known.value === null) return known;
  const { proxies, plans } = known.value;
  const shown = proxies.filter((proxy) => isShown(proxy, view));
  const days = daysOf(view, utcDay(new Date()));
  const [usage, refusals] = await Promise.all([
    usageOf(shown, days, plans),
    refusalsIn(shown, days),
  ]);
  const value: FleetUsage = {
    all: proxies,
    shown,
    near: byLeft(shown),
    days,
    ...usage,
    ...refusals,
  };
  return { ...known, value };
}

async function usageOf(
  proxies: readonly ProxySummary[],
  days: UtcDay[],
  plans: ReadonlyMap<string, PlanKnowledge>,
): Promise<Pick<FleetUsage, 'perProxy' | 'total' | 'consumers' | 'usageAsOf'>> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { perProxy: [], total: [], consumers: [], usageAsOf: null };
  const earlier = days.map((day) => addDays(day, -days.length));
  const facts = await readDayFacts(proxies, earlier[0] ?? first, last, plans);
  const perProxy: ProxyDays[] = [];
  const consumers: Consumer[] = [];
  for (const proxy of proxies) {
    const of = facts.get(proxy.outputs.UsagePlanId ?? '');
    if (!of?.value) continue;
    const keysOn = (on: UtcDay[]) =>
      keyHistories(of.value, planKeys(proxy.outputs), on, proxy.createdAt);
    const keys = keysOn(days);
    perProxy.push({ proxy, keys, asOf: of.asOf });
    consumers.push(...consumersOf(proxy, keys, keysOn(earlier)));
  }
  const sums = perProxy.map(({ keys }) =>
    totals(
      keys.filter(({ role }) => role !== 'probe'),
      days.length,
    ),
  );
  return {
    perProxy,
    total: fleetTotals(sums, days.length),
    consumers: consumers.sort((a, b) => b.calls - a.calls),
    usageAsOf: oldest(perProxy.map(({ asOf }) => asOf)),
  };
}

async function refusalsIn(
  proxies: readonly ProxySummary[],
  days: UtcDay[],
): Promise<Pick<FleetUsage, 'refusals' | 'logAsOf'>> {
  const [first, last] = [days[0], days.at(-1)];
  const byApi = new Map(
    proxies.flatMap((proxy) => {
      const { RestApiId } = proxy.outputs;
      return RestApiId ? [[RestApiId, proxy] as const] : [];
    }),
  );
  if (!first || !last || byApi.size === 0) return { refusals: [], logAsOf: null };
  const apis = [...byApi.keys()];
  const [counts, sources] = await Promise.all([countsOf(apis, first, last), logsOf(apis)]);
  const refusals = [...byApi]
    .filter(([apiId]) => sources.has(apiId))
    .map(([apiId, proxy]) => {
      const { consumers } = tellProbes(counts.get(apiId) ?? [], probeMarksOf(proxy));
      return refusalsOf(proxy, countOutcomes(consumers));
    })
    .sort((a, b) => refusedShare(b) - refusedShare(a) || b.requests - a.requests);
  return { refusals, logAsOf: oldest([...sources.values()]) };
}

const refusedShare = ({ groups, requests }: Refusals) =>
  requests === 0 ? -1 : (groups.limited + groups.refused) / requests;

/** By API, the whole range as if it were one hour. */
async function countsOf(
  apis: string[],
  first: UtcDay,
  last: UtcDay,
): Promise<Map<string, HourCount[]>> {
  const hour = midnight(first);
  const rows = await (await db())
    .select({
      apiId: usageHours.apiId,
      keyId: usageHours.keyId,
      outcome: usageHours.outcome,
      count: sql<number>`sum(${usageHours.count})::int`,
    })
    .from(usageHours)
    .where(
      and(
        eq(usageHours.targetId, mainTarget().id),
        inArray(usageHours.apiId, apis),
        gte(usageHours.hour, hour),
        lt(usageHours.hour, midnight(addDays(last, 1))),
      ),
    )
    .groupBy(usageHours.apiId, usageHours.keyId, usageHours.outcome);
  const told = rows.map(({ keyId, ...row }) => ({ ...row, hour, keyId: keyId || null }));
  return groupBy(told, ({ apiId }) => apiId);
}

/** Until when each access log was read; an API without is not in it. */
async function logsOf(apis: string[]): Promise<Map<string, Date>> {
  const sources = await loadSources(mainTarget(), apis);
  return new Map(
    apis.flatMap((apiId) => {
      const asOf = sources.get(sourceKey(apiId, 'log'))?.asOf;
      return asOf ? [[apiId, asOf]] : [];
    }),
  );
}
