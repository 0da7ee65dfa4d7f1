import 'server-only';
import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Target } from '../aws/targets';
import { db } from '../db/database';
import { usageCounts, usageDays, usageHours } from '../db/schema';
import { groupBy } from '../group-by';
import { addDays, midnight, quotaPeriod, type UtcDay, utcDay } from './calendar';
import { isCounted, outcomes } from './outcomes';
import type { Subject } from './subjects';

export type ReadingRow = typeof usageDays.$inferSelect;
export type LoggedRow = {
  apiId: string;
  keyId: string;
  day: string;
  counted: number;
};
export type CountRow = { apiId: string; slot: Date; requests: number; errors4xx: number };

/** The first day that is wanted: so many, and the quota's whole period. */
export function wantedFrom({ limits }: Subject, days: number, now: Date): UtcDay {
  const { firstDay } = quotaPeriod(limits.quota?.period ?? 'DAY', now);
  const [from = firstDay] = [firstDay, addDays(utcDay(now), 1 - days)].sort();
  return from;
}

/** Plans by the first day that is wanted of them: most want today's rows only. */
export async function loadReadings(
  target: Target,
  subjects: readonly Subject[],
  days: number,
  now: Date,
): Promise<Map<string, ReadingRow[]>> {
  const plansFrom = new Map<UtcDay, string[]>();
  for (const subject of subjects) {
    const from = wantedFrom(subject, days, now);
    plansFrom.set(from, [...(plansFrom.get(from) ?? []), subject.usagePlanId]);
  }
  const database = await db();
  const found = await Promise.all(
    [...plansFrom].map(([from, plans]) =>
      database
        .select()
        .from(usageDays)
        .where(
          and(
            eq(usageDays.targetId, target.id),
            inArray(usageDays.usagePlanId, plans),
            gte(usageDays.day, from),
          ),
        ),
    ),
  );
  return groupBy(found.flat(), ({ usagePlanId }) => usagePlanId);
}

/** Requests that count against quotas, by key and day, yesterday's and today's. */
export async function loadLogged(
  target: Target,
  subjects: readonly Subject[],
  now: Date,
): Promise<Map<string, LoggedRow[]>> {
  const day = sql<string>`to_char(${usageHours.hour} at time zone 'UTC', 'YYYY-MM-DD')`;
  const rows = await (await db())
    .select({
      apiId: usageHours.apiId,
      keyId: usageHours.keyId,
      day,
      counted: sql<number>`sum(${usageHours.count})::int`,
    })
    .from(usageHours)
    .where(
      and(
        eq(usageHours.targetId, target.id),
        inArray(
          usageHours.apiId,
          subjects.map(({ apiId }) => apiId),
        ),
        gte(usageHours.hour, midnight(addDays(utcDay(now), -1))),
        inArray(usageHours.outcome, countedOutcomes),
      ),
    )
    .groupBy(usageHours.apiId, usageHours.keyId, day);
  return groupBy(rows, ({ apiId }) => apiId);
}

/** Today's counts, for proxies whose log cannot say. */
export async function loadCounted(
  target: Target,
  subjects: readonly Subject[],
  now: Date,
): Promise<Map<string, CountRow[]>> {
  const rows = await (await db())
    .select({
      apiId: usageCounts.apiId,
      slot: usageCounts.slot,
      requests: usageCounts.requests,
      errors4xx: usageCounts.errors4xx,
    })
    .from(usageCounts)
    .where(
      and(
        eq(usageCounts.targetId, target.id),
        inArray(
          usageCounts.apiId,
          subjects.map(({ apiId }) => apiId),
        ),
        gte(usageCounts.slot, midnight(utcDay(now))),
      ),
    );
  return groupBy(rows, ({ apiId }) => apiId);
}

/** Of a key that is named, all that passed its limits; requests without a key are no key's. */
const countedOutcomes = outcomes.filter((outcome) => isCounted(outcome, 'named'));
