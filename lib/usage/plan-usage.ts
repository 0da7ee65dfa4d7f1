import 'server-only';
import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Target } from '../aws/targets';
import { db } from '../db/database';
import { usageCounts, usageDays, usageHours } from '../db/schema';
import type { Problem } from '../known';
import { addDays, daysFrom, quotaPeriod, type UtcDay, utcDay } from './calendar';
import { groupBy } from './group';
import { isCounted, outcomes } from './outcomes';
import { type KeyDay, type KeyFacts, type Reconciled, reconcile, usageLagMs } from './reconcile';
import type { PlanUsage } from './report';
import { loadSources, type SourceRow, sourceKey } from './sources';
import type { Subject } from './subjects';

/** What the collector knows of a proxy's plan. */
export type PlanKnowledge = {
  /** GetUsage's days, and how far they reach. */
  usage: PlanUsage;
  /** One figure for each key of which something is known today. */
  figures: Map<string, Reconciled>;
  /** The age of the newest of it; null where nothing was ever collected. */
  asOf: Date | null;
  problem: Problem | null;
};

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * What is known of the plans of these proxies, by plan; the same few queries for one and for hundreds. `days`: how
 * many days of GetUsage are wanted, at least the quota's period. Nothing is asked of AWS.
 */
export async function readPlans(
  target: Target,
  subjects: readonly Subject[],
  { days = 1, now = new Date() }: { days?: number; now?: Date } = {},
): Promise<Map<string, PlanKnowledge>> {
  if (subjects.length === 0) return new Map();
  const [sources, readings, logged, counted] = await Promise.all([
    loadSources(
      target,
      subjects.flatMap(({ apiId, usagePlanId }) => [apiId, usagePlanId]),
    ),
    loadReadings(target, subjects, days, now),
    loadLogged(target, subjects, now),
    loadCounted(target, subjects, now),
  ]);
  return new Map(
    subjects.map((subject) => {
      const known = { sources, readings, logged, counted };
      return [subject.usagePlanId, knowledgeOf(subject, known, days, now)];
    }),
  );
}

type Reading = typeof usageDays.$inferSelect;
type Logged = { apiId: string; keyId: string; day: string; counted: number; lately: number };
type Counted = { apiId: string; slot: Date; requests: number };
type Loaded = {
  sources: Map<string, SourceRow>;
  readings: Map<string, Reading[]>;
  logged: Map<string, Logged[]>;
  counted: Map<string, Counted[]>;
};

function knowledgeOf(subject: Subject, loaded: Loaded, days: number, now: Date): PlanKnowledge {
  const usage = loaded.sources.get(sourceKey(subject.usagePlanId, 'usage'));
  const log = loaded.sources.get(sourceKey(subject.apiId, 'log'));
  const readings = loaded.readings.get(subject.usagePlanId) ?? [];
  const keyIds = new Set([...subject.keyIds, ...readings.map(({ keyId }) => keyId)]);
  const figures = new Map<string, Reconciled>();
  for (const keyId of keyIds) {
    const facts = factsOf(subject, keyId, keyIds.size, loaded, now);
    const figure = reconcile(facts, subject.limits.quota ?? unlimited, now);
    if (figure) figures.set(keyId, figure);
  }
  const ages = [usage?.asOf, figures.size > 0 ? log?.asOf : null].filter((asOf) => asOf != null);
  return {
    usage: planUsage(subject, readings, usage, wantedFrom(subject, days, now)),
    figures,
    asOf: ages.length === 0 ? null : new Date(Math.max(...ages.map((asOf) => asOf.getTime()))),
    problem: usage?.problem ?? null,
  };
}

const unlimited = { limit: Number.MAX_SAFE_INTEGER };

function factsOf(
  { apiId, usagePlanId, limits }: Subject,
  keyId: string,
  keyCount: number,
  { sources, readings, logged, counted }: Loaded,
  now: Date,
): KeyFacts {
  const log = sources.get(sourceKey(apiId, 'log'));
  const usage = sources.get(sourceKey(usagePlanId, 'usage'));
  const metrics = sources.get(sourceKey(apiId, 'metrics'));
  const ofKey = (readings.get(usagePlanId) ?? []).filter((row) => row.keyId === keyId);
  const lines = (logged.get(apiId) ?? []).filter((row) => row.keyId === keyId);
  const today = utcDay(now);
  const { firstDay } = quotaPeriod(limits.quota?.period ?? 'DAY', now);
  const days = daysFrom(firstDay, today).map((day): KeyDay => {
    const reading = ofKey.find((row) => row.day === day) ?? null;
    const isWhole = log?.asOf != null && log.since !== null && log.since <= midnight(day);
    const line = lines.find((row) => row.day === day);
    return { day, reading, logged: isWhole ? (line?.counted ?? 0) : null };
  });
  const reading = days.at(-1)?.reading ?? null;
  const recentMinutes = (now.getTime() - recentFrom(now).getTime()) / 60_000;
  const lately = lines.reduce((sum, row) => sum + row.lately, 0);
  return {
    days,
    log: log?.asOf ? { asOf: log.asOf, perMinute: lately / recentMinutes } : null,
    counts:
      metrics?.asOf && usage?.asOf && reading
        ? countsOf(counted.get(apiId) ?? [], { asOf: metrics.asOf, today, reading, keyCount })
        : null,
  };
}

type CountsBasis = {
  asOf: Date;
  today: UtcDay;
  reading: { used: number; asOf: Date };
  keyCount: number;
};

/** What CloudWatch counted since what GetUsage may not have seen; a key's share is taken to stay what it was. */
function countsOf(
  slots: readonly Counted[],
  { asOf, today, reading, keyCount }: CountsBasis,
): KeyFacts['counts'] {
  const seenUntil = Math.max(reading.asOf.getTime() - usageLagMs, midnight(today).getTime());
  const sum = (these: readonly Counted[]) => these.reduce((total, it) => total + it.requests, 0);
  const most = sum(slots.filter(({ slot }) => slot.getTime() >= seenUntil));
  const before = sum(
    slots.filter(({ slot }) => slot >= midnight(today) && slot.getTime() < seenUntil),
  );
  const share = before > 0 ? Math.min(1, reading.used / before) : 1 / keyCount;
  return { asOf, most, likely: Math.round(most * share) };
}

/** GetUsage's days as it would answer them: of a key it named no day, none was used as far as it was asked. */
function planUsage(
  { keyIds }: Subject,
  readings: readonly Reading[],
  source: SourceRow | undefined,
  wanted: UtcDay,
): PlanUsage {
  if (!source?.asOf || !source.since)
    return { firstDay: wanted, lastDay: addDays(wanted, -1), rows: {} };
  const known = [utcDay(source.since), wanted].sort();
  const firstDay = known[1] ?? wanted;
  const lastDay = utcDay(source.asOf);
  const all = new Set([...keyIds, ...readings.map(({ keyId }) => keyId)]);
  const rows = [...all].map((keyId): [string, PlanUsage['rows'][string]] => {
    const byDay = new Map(
      readings.filter((row) => row.keyId === keyId).map((row) => [row.day, row]),
    );
    const pairs = daysFrom(firstDay, lastDay).map((day): [number, number | null] => {
      const row = byDay.get(day);
      return row ? [row.used, row.remaining] : [0, null];
    });
    return [keyId, pairs];
  });
  return { firstDay, lastDay, rows: Object.fromEntries(rows) };
}

/** The first day that is wanted: so many, and the quota's whole period. */
function wantedFrom({ limits }: Subject, days: number, now: Date): UtcDay {
  const { firstDay } = quotaPeriod(limits.quota?.period ?? 'DAY', now);
  const [from = firstDay] = [firstDay, addDays(utcDay(now), 1 - days)].sort();
  return from;
}

/** Plans by the first day that is wanted of them: most want today's rows only. */
async function loadReadings(
  target: Target,
  subjects: readonly Subject[],
  days: number,
  now: Date,
): Promise<Map<string, Reading[]>> {
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

/** Requests that count against quotas, by key and day, yesterday's and today's; and how many of them came lately. */
async function loadLogged(
  target: Target,
  subjects: readonly Subject[],
  now: Date,
): Promise<Map<string, Logged[]>> {
  const day = sql<string>`to_char(${usageHours.hour} at time zone 'UTC', 'YYYY-MM-DD')`;
  const recent = recentFrom(now).toISOString();
  const rows = await (await db())
    .select({
      apiId: usageHours.apiId,
      keyId: usageHours.keyId,
      day,
      counted: sql<number>`sum(${usageHours.count})::int`,
      lately: sql<number>`coalesce(sum(${usageHours.count}) filter (where ${usageHours.hour} >= ${recent}::timestamptz), 0)::int`,
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
async function loadCounted(
  target: Target,
  subjects: readonly Subject[],
  now: Date,
): Promise<Map<string, Counted[]>> {
  const rows = await (await db())
    .select({
      apiId: usageCounts.apiId,
      slot: usageCounts.slot,
      requests: usageCounts.requests,
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

function recentFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / hourMs) * hourMs - hourMs);
}

function midnight(day: UtcDay): Date {
  return new Date(Math.floor(Date.parse(day) / dayMs) * dayMs);
}
