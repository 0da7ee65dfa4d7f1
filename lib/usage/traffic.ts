import 'server-only';
import { and, asc, between, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import {
  type UsageSourceKind,
  usageCounts,
  usageDays,
  usageHours,
  usageRequests,
} from '../db/schema';
import type { Known, Problem } from '../known';
import type { LoggedRequest } from './access-line';
import type { UtcDay } from './calendar';
import { hourMs, midnight } from './calendar';
import type { Outcome } from './outcomes';
import { loadSource } from './sources';

/** Requests that ended the same way in an hour that begins at `hour`. `keyId` is null where none was given or known. */
export type HourCount = { hour: Date; keyId: string | null; outcome: Outcome; count: number };

/** What GetUsage said of a key's UTC day, and when. */
export type DayUsage = {
  day: UtcDay;
  keyId: string;
  used: number;
  remaining: number | null;
  /** The plan's limit as it was known then. */
  quotaLimit: number | null;
  asOf: Date;
};

/** What CloudWatch counted in the five minutes of an API that begin at `slot`. */
export type SlotMetrics = { slot: Date; requests: number; errors4xx: number; errors5xx: number };

/** How far a source was read, and why not further. `since`: from when on it tells of everything. */
export type SourceState = { asOf: Date | null; since: Date | null; problem: Problem | null };

/*
 * Reads of what the collector knows; none of them asks AWS. The age is that of the newest data collected: what
 * happened after it is not in the answer. Empty lists mean "none", for a source that was never read is no value.
 */

/** Every request of an API from `from` to before `to`, oldest first, as the access log tells. Kept for eight days. */
export async function readRequests(
  apiId: string,
  from: Date,
  to: Date,
): Promise<Known<LoggedRequest[]>> {
  const rows = await (await db())
    .select()
    .from(usageRequests)
    .where(
      and(
        eq(usageRequests.targetId, mainTarget().id),
        eq(usageRequests.apiId, apiId),
        gte(usageRequests.hour, hourOf(from)),
        lt(usageRequests.hour, to),
      ),
    );
  const requests = rows
    .flatMap(({ hour, keyId, requests }) =>
      requests.map(([ms, outcome]) => ({
        at: new Date(hour.getTime() + ms),
        keyId: keyId || null,
        outcome,
      })),
    )
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return known(await readSource(apiId, 'log'), requests);
}

/**
 * Requests of an API by UTC hour, key and outcome, from `firstDay` to `lastDay`, both included. `since`: the moment
 * from which on the log was read.
 */
export async function readHours(
  apiId: string,
  firstDay: UtcDay,
  lastDay: UtcDay,
): Promise<Known<HourCount[]> & { since: Date | null }> {
  const rows = await (await db())
    .select()
    .from(usageHours)
    .where(
      and(
        eq(usageHours.targetId, mainTarget().id),
        eq(usageHours.apiId, apiId),
        gte(usageHours.hour, midnight(firstDay)),
        lt(usageHours.hour, new Date(midnight(lastDay).getTime() + 24 * hourMs)),
      ),
    )
    .orderBy(asc(usageHours.hour));
  const hours = rows.map(({ hour, keyId, outcome, count }) => ({
    hour,
    keyId: keyId || null,
    outcome,
    count,
  }));
  const source = await readSource(apiId, 'log');
  return { ...known(source, hours), since: source.since };
}

/**
 * What GetUsage said of a plan's keys, by UTC day, from `firstDay` to `lastDay`, both included, oldest first. A past
 * day without requests has no row; `readSource(usagePlanId, 'usage')` says since when days are known.
 */
export async function readDays(
  usagePlanId: string,
  firstDay: UtcDay,
  lastDay: UtcDay,
): Promise<Known<DayUsage[]>> {
  const days = await (await db())
    .select({
      day: usageDays.day,
      keyId: usageDays.keyId,
      used: usageDays.used,
      remaining: usageDays.remaining,
      quotaLimit: usageDays.quotaLimit,
      asOf: usageDays.asOf,
    })
    .from(usageDays)
    .where(
      and(
        eq(usageDays.targetId, mainTarget().id),
        eq(usageDays.usagePlanId, usagePlanId),
        between(usageDays.day, firstDay, lastDay),
      ),
    )
    .orderBy(asc(usageDays.day));
  return known(await readSource(usagePlanId, 'usage'), days);
}

/** What CloudWatch counted of an API from `from` to before `to`, oldest first; slots without requests are absent. */
export async function readMetrics(
  apiId: string,
  from: Date,
  to: Date,
): Promise<Known<SlotMetrics[]>> {
  const slots = await (await db())
    .select({
      slot: usageCounts.slot,
      requests: usageCounts.requests,
      errors4xx: usageCounts.errors4xx,
      errors5xx: usageCounts.errors5xx,
    })
    .from(usageCounts)
    .where(
      and(
        eq(usageCounts.targetId, mainTarget().id),
        eq(usageCounts.apiId, apiId),
        gte(usageCounts.slot, from),
        lt(usageCounts.slot, to),
      ),
    )
    .orderBy(asc(usageCounts.slot));
  return known(await readSource(apiId, 'metrics'), slots);
}

/** The most requests that CloudWatch counted over all proxies in five minutes since `from`; null where it was not asked. */
export async function readBusiestSlot(from: Date): Promise<number | null> {
  const total = sql<number>`sum(${usageCounts.requests})::int`;
  const [row] = await (await db())
    .select({ total })
    .from(usageCounts)
    .where(and(eq(usageCounts.targetId, mainTarget().id), gte(usageCounts.slot, from)))
    .groupBy(usageCounts.slot)
    .orderBy(desc(total))
    .limit(1);
  return row?.total ?? null;
}

/** How far a source was read: of a plan `usage`, of an API `log` and `metrics`. */
export async function readSource(subject: string, source: UsageSourceKind): Promise<SourceState> {
  const row = await loadSource(mainTarget(), subject, source);
  return row ?? { asOf: null, since: null, problem: null };
}

/** The UTC hour that holds a moment. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs);
}

/** Never read is not nought: without an age there is no value. */
function known<T>({ asOf, problem }: SourceState, value: T): Known<T> {
  if (asOf) return { value, asOf, problem };
  return { value: null, asOf: null, problem: problem ?? { code: 'unavailable', detail: null } };
}
