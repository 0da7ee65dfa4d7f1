import 'server-only';
import { and, between, eq, inArray } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { usageDays } from '../db/schema';
import type { Known } from '../known';
import { type UtcDay, utcDay } from './calendar';
import type { DayFacts, DayRow } from './history';
import { loadSources, sourceKey } from './sources';

/** `not_found` says that nobody has looked at the plan yet, which the collector does within minutes. */
const notYet = {
  value: null,
  asOf: null,
  problem: { code: 'not_found', detail: null },
} as const satisfies Known<DayFacts>;

/** What GetUsage said of each plan's days from `first` to `last`, as the collector keeps it; none of it asks AWS. */
export async function readDayFacts(
  planIds: readonly string[],
  first: UtcDay,
  last: UtcDay,
): Promise<Map<string, Known<DayFacts>>> {
  if (planIds.length === 0) return new Map();
  const [rows, sources] = await Promise.all([
    rowsOf(planIds, first, last),
    loadSources(mainTarget(), planIds),
  ]);
  return new Map(
    planIds.map((planId): [string, Known<DayFacts>] => {
      const {
        asOf = null,
        since = null,
        problem = null,
      } = sources.get(sourceKey(planId, 'usage')) ?? {};
      if (!asOf) return [planId, problem ? { ...notYet, problem } : notYet];
      const value = { rows: rows.get(planId) ?? [], since: since && utcDay(since), asOf };
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
