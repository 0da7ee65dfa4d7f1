import 'server-only';
import type { Target } from '../aws/targets';
import { oldest, type Problem } from '../known';
import { addDays, daysFrom, midnight, quotaPeriod, type UtcDay, utcDay } from './calendar';
import {
  type CountRow,
  type LoggedRow,
  loadCounted,
  loadLogged,
  loadReadings,
  type ReadingRow,
  wantedFrom,
} from './plan-rows';
import { type KeyDay, type KeyFacts, type Reconciled, reconcile } from './reconcile';
import type { PlanUsage } from './report';
import { loadSources, type SourceRow, sourceKey } from './sources';
import type { Subject } from './subjects';
import { unseenCounts } from './unseen-counts';

/** What the collector knows of a proxy's plan. */
export type PlanKnowledge = {
  /** GetUsage's days, and how far they reach. */
  usage: PlanUsage;
  /** One figure for each key of which something is known today. */
  figures: Map<string, Reconciled>;
  /** The age of the oldest of the figures, the days among them; null where nothing was ever collected. */
  asOf: Date | null;
  problem: Problem | null;
};

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

type Loaded = {
  sources: Map<string, SourceRow>;
  readings: Map<string, ReadingRow[]>;
  logged: Map<string, LoggedRow[]>;
  counted: Map<string, CountRow[]>;
};

function knowledgeOf(subject: Subject, loaded: Loaded, days: number, now: Date): PlanKnowledge {
  const usage = loaded.sources.get(sourceKey(subject.usagePlanId, 'usage'));
  const readings = loaded.readings.get(subject.usagePlanId) ?? [];
  const keyIds = new Set([...subject.keyIds, ...readings.map(({ keyId }) => keyId)]);
  const figures = new Map<string, Reconciled>();
  for (const keyId of keyIds) {
    const facts = factsOf(subject, keyId, keyIds.size, loaded, now);
    const figure = reconcile(facts, subject.limits, now);
    if (figure) figures.set(keyId, figure);
  }
  // A log that cannot be read matters where a figure stands on what it said before.
  const log = loaded.sources.get(sourceKey(subject.apiId, 'log'));
  const isByLog = [...figures.values()].some(({ sources }) => sources[0]?.source === 'log');
  // The days are GetUsage's own, and may be older than the figures.
  const dates = [...figures.values(), ...(usage ? [usage] : [])].map(({ asOf }) => asOf);
  return {
    usage: planUsage(subject, readings, usage, wantedFrom(subject, days, now)),
    figures,
    asOf: oldest(dates.filter((asOf) => asOf !== null)),
    problem: usage?.problem ?? (isByLog ? (log?.problem ?? null) : null),
  };
}

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
  return {
    days,
    log: log?.asOf ? { asOf: log.asOf } : null,
    counts:
      metrics?.asOf && usage?.asOf && reading
        ? unseenCounts(counted.get(apiId) ?? [], {
            asOf: metrics.asOf,
            today,
            reading,
            keyCount,
            usedByAll: (readings.get(usagePlanId) ?? [])
              .filter(({ day }) => day === today)
              .reduce((sum, { used }) => sum + used, 0),
          })
        : null,
  };
}

/** GetUsage's days as it would answer them: of a key it named no day, none was used as far as it was asked. */
function planUsage(
  { keyIds }: Subject,
  readings: readonly ReadingRow[],
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
