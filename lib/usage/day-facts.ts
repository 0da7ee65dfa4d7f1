import 'server-only';
import { and, between, eq, inArray } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { usageDays } from '../db/schema';
import type { Known } from '../known';
import type { ProxySummary } from '../proxies/types';
import { type UtcDay, utcDay } from './calendar';
import { type DayFacts, type DayRow, withToday } from './history';
import { type PlanKnowledge, readPlans } from './plan-usage';
import { loadSources, sourceKey } from './sources';
import { subjectOf } from './subjects';

/** `not_found` says that nobody has looked at the plan yet, which the collector does within minutes. */
const notYet = {
  value: null,
  asOf: null,
  problem: { code: 'not_found', detail: null },
} as const satisfies Known<DayFacts>;

/**
 * The days of these proxies' plans from `first` to `last`: what GetUsage said of those that are over, and today what
 * the gauge says. By plan; none of it asks AWS.
 */
export async function readDayFacts(
  proxies: readonly ProxySummary[],
  first: UtcDay,
  last: UtcDay,
  /** What is known of the plans, where it was read already. */
  read?: ReadonlyMap<string, PlanKnowledge>,
): Promise<Map<string, Known<DayFacts>>> {
  const planIds = proxies.flatMap(({ outputs }) => outputs.UsagePlanId ?? []);
  if (planIds.length === 0) return new Map();
  const subjects = proxies.flatMap((proxy) => subjectOf(proxy, proxy.spec, proxy.limits) ?? []);
  const quotas = new Map(subjects.map(({ usagePlanId, limits }) => [usagePlanId, limits.quota]));
  const now = new Date();
  const [rows, sources, plans] = await Promise.all([
    rowsOf(planIds, first, last),
    loadSources(mainTarget(), planIds),
    read ?? readPlans(mainTarget(), subjects, { now }),
  ]);
  return new Map(
    planIds.map((planId): [string, Known<DayFacts>] => {
      const {
        asOf = null,
        since = null,
        problem = null,
      } = sources.get(sourceKey(planId, 'usage')) ?? {};
      if (!asOf) return [planId, problem ? { ...notYet, problem } : notYet];
      const told = { rows: rows.get(planId) ?? [], since: since && utcDay(since), asOf };
      const today = utcDay(now);
      const figures = first <= today && today <= last ? plans.get(planId)?.figures : undefined;
      const value = withToday(told, figures ?? new Map(), quotas.get(planId) ?? null, today);
      return [planId, { value, asOf, problem }];
    }),
  );
}

async function rowsOf(planIds: readonly string[], first: UtcDay, last: UtcDay) {
  const rows = await (await db())
    .select()
    .from(usageDays)
    .where(
      and(
        eq(usageDays.targetId, mainTarget().id),
        inArray(usageDays.usagePlanId, [...planIds]),
        between(usageDays.day, first, last),
      ),
    );
  const byPlan = new Map<string, DayRow[]>();
  for (const { usagePlanId, ...row } of rows) {
    const known = byPlan.get(usagePlanId);
    if (known) known.push(row);
    else byPlan.set(usagePlanId, [row]);
  }
  return byPlan;
}
