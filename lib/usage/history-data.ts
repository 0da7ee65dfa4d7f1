import 'server-only';
import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { audit } from '../db/schema';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import { listChanges } from '../runs/changes';
import { addDays, midnight, type UtcDay, utcDay } from './calendar';
import { planKeys } from './data';
import { readDayFacts } from './day-facts';
import type { HourCalls } from './heat';
import {
  type DayFacts,
  type HistoryKey,
  type KeyHistory,
  keyHistories,
  totals,
  weekChange,
  weekDays,
} from './history';
import { daysOf, type HistoryView } from './history-view';
import { type Mark, markedActions, markOfAudit, marksOfRuns } from './marks';
import { isMetered } from './metered';
import type { OutcomeCounts } from './outcome-groups';
import { probeMarksOf, tellProbes } from './tell-probes';
import { type HourCount, readHours, readSource } from './traffic';

/** What GetUsage told of a proxy's plan, for the days and keys of a view. */
export type DayHistory = {
  days: UtcDay[];
  /** The chosen keys; all of them stand in `choices`. */
  keys: KeyHistory[];
  choices: HistoryKey[];
  /** Known calls of each day over the chosen consumer keys. */
  total: (number | null)[];
  /** The same, seven days earlier. */
  before: (number | null)[];
  change: ReturnType<typeof weekChange>;
  /** One day's limit over the chosen consumer keys; null without one, or where the period is longer. */
  limit: number | null;
};

/** What the access log told of a proxy, for the same days and keys. */
export type HourHistory = {
  days: UtcDay[];
  hours: HourCount[];
  /** From when on the log was read; null where that is not known. */
  since: Date | null;
  /** The hours of the view that are known; before and after them nothing is. */
  known: { from: Date; to: Date };
  /** By day of the view; null where nothing of it is known. */
  counts: (OutcomeCounts | null)[];
  /** Calls by hour, for the hours of a week. */
  calls: HourCalls[];
};

/** The days of a proxy's plan by key. GetUsage can lag about 40 minutes. */
export async function getDayHistory(
  proxy: ProxyDetail,
  view: HistoryView,
): Promise<Known<DayHistory>> {
  const facts = await dayFactsOf(proxy, view);
  if (facts.asOf === null) return facts;
  const days = daysOf(view, utcDay(new Date()));
  return { ...facts, value: dayHistory(proxy, view, days, facts.value) };
}

async function dayFactsOf(proxy: ProxyDetail, view: HistoryView): Promise<Known<DayFacts>> {
  const { UsagePlanId } = proxy.outputs;
  if (!UsagePlanId || !isMetered(proxy)) return nothingYet;
  const days = daysOf(view, utcDay(new Date()));
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return nothingYet;
  const facts = await readDayFacts([proxy], addDays(first, -weekDays), last);
  return facts.get(UsagePlanId) ?? nothingYet;
}

function dayHistory(
  proxy: ProxyDetail,
  view: HistoryView,
  days: UtcDay[],
  facts: DayFacts,
): DayHistory {
  const earlier = days.map((day) => addDays(day, -weekDays));
  const keysOn = (on: UtcDay[]) =>
    keyHistories(facts, planKeys(proxy.outputs), on, proxy.createdAt).filter(
      ({ keyId }) => view.keys.length === 0 || view.keys.includes(keyId),
    );
  const keys = keysOn(days);
  const counted = keys.filter(({ role }) => role !== 'probe' || view.keys.length > 0);
  const ids = new Set(counted.map(({ keyId }) => keyId));
  const total = totals(counted, days.length);
  const before = totals(
    keysOn(earlier).filter(({ keyId }) => ids.has(keyId)),
    days.length,
  );
  const isWhole = (index: number) => !counted.some(({ days: all }) => all[index]?.isPartial);
  return {
    days,
    keys,
    choices: keyHistories(facts, planKeys(proxy.outputs), [], proxy.createdAt).map(
      ({ days: _, ...key }) => key,
    ),
    total,
    before,
    change: weekChange(total, before, isWhole),
    limit: dayLimit(proxy, counted),
  };
}

function dayLimit({ spec }: ProxyDetail, keys: readonly HistoryKey[]): number | null {
  const quota = spec?.limits.quota;
  if (quota?.period !== 'DAY') return null;
  const holders = keys.filter(({ role }) => role === 'consumer').length;
  return holders === 0 ? null : quota.limit * holders;
}

/**
 * The hours of a proxy by outcome, from its access log; no value where none was read. What probes called is in them only
 * where the probe's key is asked for.
 */
export async function getHourHistory(
  proxy: ProxyDetail,
  view: HistoryView,
): Promise<Known<HourHistory>> {
  const { RestApiId } = proxy.outputs;
  const days = daysOf(view, utcDay(new Date()));
  const [first, last] = [days[0], days.at(-1)];
  if (!RestApiId || !first || !last) return nothingYet;
  const [known, { since }] = await Promise.all([
    readHours(RestApiId, first, last),
    readSource(RestApiId, 'log'),
  ]);
  if (known.asOf === null) return known;
  const chosen =
    view.keys.length === 0
      ? tellProbes(known.value, probeMarksOf(proxy)).consumers
      : known.value.filter(({ keyId }) => keyId !== null && view.keys.includes(keyId));
  const from = later(since ?? known.asOf, midnight(first));
  const to = earlier(known.asOf, midnight(addDays(last, 1)));
  const sums = summed(chosen, days, { from, to });
  return { ...known, value: { days, hours: chosen, since, known: { from, to }, ...sums } };
}

function summed(
  hours: readonly HourCount[],
  days: readonly UtcDay[],
  known: HourHistory['known'],
): Pick<HourHistory, 'counts' | 'calls'> {
  const byDay = new Map<UtcDay, OutcomeCounts>();
  const byHour = new Map<number, number>();
  for (const { hour, outcome, count } of hours) {
    const day = byDay.get(utcDay(hour)) ?? {};
    day[outcome] = (day[outcome] ?? 0) + count;
    byDay.set(utcDay(hour), day);
    byHour.set(hour.getTime(), (byHour.get(hour.getTime()) ?? 0) + count);
  }
  const isKnown = (day: UtcDay) =>
    utcDay(known.from) <= day && day <= utcDay(known.to) && known.from < known.to;
  return {
    counts: days.map((day) => byDay.get(day) ?? (isKnown(day) ? {} : null)),
    calls: [...byHour],
  };
}

/** What was done to a proxy on the days of a view, oldest first. `mayAudit`: whoever asks may read the audit. */
export async function listMarks(
  proxy: Pick<ProxyDetail, 'name'>,
  view: HistoryView,
  mayAudit: boolean,
): Promise<Mark[]> {
  const days = daysOf(view, utcDay(new Date()));
  const from = midnight(days[0] ?? utcDay(new Date()));
  const to = midnight(addDays(days.at(-1) ?? utcDay(new Date()), 1));
  const [changes, audited] = await Promise.all([
    listChanges(mainTarget().id, proxy.name),
    mayAudit ? auditedOn(proxy.name, from) : [],
  ]);
  return [...marksOfRuns(changes), ...audited]
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

const auditMax = 500;

async function auditedOn(object: string, from: Date): Promise<Mark[]> {
  const rows = await (await db())
    .select({ at: audit.at, action: audit.action, actor: audit.actor })
    .from(audit)
    .where(and(eq(audit.object, object), gte(audit.at, from), inArray(audit.action, markedActions)))
    .orderBy(desc(audit.id))
    .limit(auditMax);
  return rows.flatMap((row) => markOfAudit(row) ?? []);
}

const later = (a: Date, b: Date) => (a > b ? a : b);
const earlier = (a: Date, b: Date) => (a < b ? a : b);

const nothingYet = {
  value: null,
  asOf: null,
  problem: { code: 'not_found', detail: null },
} as const;
