import { daysFrom, quotaPeriod, type UtcDay, utcDay } from './calendar';
import type { Reconciled } from './reconcile';
import type { KeyUsage, QuotaGauge, UsageDay, UsageReport } from './types';

/** What GetUsage answered for one plan: by key, one pair a day from `firstDay` on. */
export type PlanUsage = {
  firstDay: UtcDay;
  lastDay: UtcDay;
  rows: Record<string, [used: number, remaining: number | null][]>;
};

/**
 * `offset`: "the number of requests subtracted from the given limit in the initial time period" (QuotaSettings), which
 * is the one that holds `since`. Sluice sets none; a plan that was edited by hand may have one.
 */
export type Quota = {
  limit: number;
  period: QuotaGauge['period'];
  offset?: number;
  since?: Date;
};

export type PlanKey = { keyId: string; role: KeyUsage['role']; label: string };

/** Days that the chart shows. */
export const chartDays = 30;

/** From this share of the quota on it is nearly gone. */
const nearShare = 0.8;

/**
 * One key's days. A key that GetUsage leaves out had no requests in the range. Of a key it names, days past the end
 * of the list are not known, and stay out.
 */
export function keyDays(usage: PlanUsage, keyId: string): UsageDay[] {
  const row = usage.rows[keyId];
  const days = daysFrom(usage.firstDay, usage.lastDay);
  if (!row) return days.map((date) => ({ date, used: 0, remaining: null }));
  return days.flatMap((date, index) => {
    const pair = row[index];
    return pair ? [{ date, used: pair[0], remaining: pair[1] }] : [];
  });
}

/**
 * The quota's state in the period that holds `now`, for one key. `remaining` of the last day counts where AWS told
 * it, because an administrator may have granted or taken some; used and left then need not add up to the limit.
 */
export function gaugeOf(days: readonly UsageDay[], quota: Quota, now: Date): QuotaGauge {
  const { limit, period } = quota;
  const { firstDay, resetsAt } = quotaPeriod(period, now);
  const current = days.filter(({ date }) => date >= firstDay && date <= utcDay(now));
  const used = current.reduce((sum, day) => sum + day.used, 0);
  const told = current.findLast(({ remaining }) => remaining !== null)?.remaining;
  const left = Math.max(0, told ?? limit - initialOffset(quota, firstDay) - used);
  // With nothing left, used beyond the limit is an extension spent or AWS's best effort: nobody can tell.
  const granted = told && told > 0 ? told + used - limit : 0;
  return { limit, period, used, left, granted, resetsAt, state: stateOf(left, limit) };
}

/** What a plan's offset takes of the period that begins on `firstDay`. */
export function initialOffset({ period, offset, since }: Quota, firstDay: UtcDay): number {
  if (!offset || !since) return 0;
  return quotaPeriod(period, since).firstDay === firstDay ? offset : 0;
}

/** What there is in the period in all, whoever granted or took some of it, and what of it is used. */
export function takenOf({ used, left }: Pick<QuotaGauge, 'used' | 'left'>): {
  used: number;
  limit: number;
} {
  return { used, limit: Math.max(1, used + left) };
}

/** From 1 where all is left to 0 where nothing is; by this proxies and keys are ranked everywhere. */
export function leftShare(gauge: Pick<QuotaGauge, 'used' | 'left'>): number {
  return gauge.left / takenOf(gauge).limit;
}

/** The gauge that is nearest to its end; null without any. */
export function worstGauge(gauges: readonly (QuotaGauge | null)[]): QuotaGauge | null {
  const known = gauges.filter((gauge) => gauge !== null);
  return known.reduce<QuotaGauge | null>(
    (worst, gauge) => (worst && leftShare(worst) <= leftShare(gauge) ? worst : gauge),
    null,
  );
}

/**
 * Everything the page shows of a plan. `quota` null: the plan has none. `figures`: what several sources say together,
 * for the keys where more is known than GetUsage's days.
 */
export function usageReport(
  usage: PlanUsage,
  keys: readonly PlanKey[],
  limits: { quota: Quota | null; rate: number; burst: number },
  now: Date,
  figures: ReadonlyMap<string, Reconciled> = new Map(),
): UsageReport {
  const isCurrent = usage.lastDay >= utcDay(now);
  const keyUsages = keys.map((key): KeyUsage => {
    const figure = figures.get(key.keyId);
    const days = withToday(keyDays(usage, key.keyId), figure, now);
    const isKnown = isCurrent || figure !== undefined;
    const gauge = limits.quota && isKnown ? gaugeFor(days, limits.quota, figure, now) : null;
    return { ...key, days: days.slice(-chartDays), gauge };
  });
  const consumers = keyUsages.filter(({ role }) => role === 'consumer');
  return {
    gauge: worstGauge(consumers.map(({ gauge }) => gauge)),
    hasQuota: limits.quota !== null,
    rate: limits.rate,
    burst: limits.burst,
    keys: keyUsages,
    days: sumDays(consumers.map(({ days }) => days)),
  };
}

function gaugeFor(
  days: readonly UsageDay[],
  quota: Quota,
  figure: Reconciled | undefined,
  now: Date,
): QuotaGauge {
  if (!figure) return gaugeOf(days, quota, now);
  const { used, left, interval, sources, asOf, granted } = figure;
  const { limit, period } = quota;
  const { resetsAt } = quotaPeriod(period, now);
  const state = stateOf(left, limit);
  return { limit, period, used, left, resetsAt, state, interval, sources, asOf, granted };
}

/** Today by all sources; the days before by GetUsage, which is done with them. */
function withToday(days: UsageDay[], figure: Reconciled | undefined, now: Date): UsageDay[] {
  if (!figure) return days;
  const date = utcDay(now);
  const told = days.find((day) => day.date === date);
  const today = { date, used: figure.usedToday, remaining: told?.remaining ?? null };
  return [...days.filter((day) => day.date < date), today];
}

/** Days that every key knows, summed. */
function sumDays(series: readonly UsageDay[][]): UsageDay[] {
  const sums = new Map<UtcDay, { used: number; keys: number }>();
  for (const day of series.flat()) {
    const sum = sums.get(day.date) ?? { used: 0, keys: 0 };
    sums.set(day.date, { used: sum.used + day.used, keys: sum.keys + 1 });
  }
  return [...sums]
    .filter(([, { keys }]) => keys === series.length)
    .map(([date, { used }]) => ({ date, used, remaining: null }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Spent, near its end, or neither, of `limit` calls in all. */
export function stateOf(left: number, limit: number): QuotaGauge['state'] {
  if (left <= 0) return 'spent';
  return limit - left >= limit * nearShare ? 'near' : 'plenty';
}
