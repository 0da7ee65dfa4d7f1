import { isDeepStrictEqual } from 'node:util';
import type { KeyUsage, Quota, QuotaPeriod, UsagePlan } from '../apigateway/types';

export const dayMs = 86_400_000;
/** A report reaches back 90 days, and the period of its first day a month further. */
const historyMs = 130 * dayMs;

/**
 * The quota period that a moment falls into, in UTC. DAY is the UTC day (aws-facts B1). WEEK starts on Sunday and
 * MONTH on the 1st, both moved by the offset in days; AWS documents neither: UNCONFIRMED.
 */
export function quotaPeriod(
  now: number,
  { period, offset }: { period: QuotaPeriod; offset: number },
): { start: number; end: number } {
  const day = Math.floor(now / dayMs) * dayMs;
  if (period === 'DAY') return { start: day, end: day + dayMs };
  if (period === 'WEEK') {
    const sinceStart = (new Date(day).getUTCDay() - offset + 7) % 7;
    const start = day - sinceStart * dayMs;
    return { start, end: start + 7 * dayMs };
  }
  const date = new Date(day);
  const firstOf = (months: number) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1 + offset);
  const isBeforeStart = date.getUTCDate() < 1 + offset;
  return isBeforeStart
    ? { start: firstOf(-1), end: firstOf(0) }
    : { start: firstOf(0), end: firstOf(1) };
}

export function emptyUsage(): KeyUsage {
  return { days: {}, extras: [], recent: [] };
}

/** What is left of a quota at `now`; never below nought. */
export function quotaLeft(usage: KeyUsage | undefined, quota: Quota, now: number): number {
  if (!usage) return quota.limit;
  const { start, end } = quotaPeriod(now, quota);
  return Math.max(0, quota.limit + extraAt(usage, { start, end }, now) - usedIn(usage, start, end));
}

/** Whether one more call is granted at `now`. Without a quota every call is. */
export function hasQuota(
  usage: KeyUsage | undefined,
  quota: Quota | undefined,
  now: number,
): boolean {
  return quota === undefined || quotaLeft(usage, quota, now) >= 1;
}

/** Grants exactly `remaining` more calls in the quota period of `now`. */
export function withRemaining(
  usage: KeyUsage,
  quota: Quota,
  remaining: number,
  now: number,
): KeyUsage {
  const { start, end } = quotaPeriod(now, quota);
  const calls = remaining + usedIn(usage, start, end) - quota.limit;
  const kept = usage.extras.filter(({ at }) => at > now - historyMs);
  return { ...usage, extras: [...kept, { at: now, start, end, calls }] };
}

/** `YYYY-MM-DD` of the UTC day. */
export function utcDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/**
 * The quota that was in force at a moment: an edit of the plan is no edit of its history. GetUsage gives "daily logs"
 * of used and remaining (API_GetUsage), so what is written of past days stays (INFERENCE).
 */
export function quotaAt(plan: UsagePlan, moment: number): Quota | undefined {
  const past = plan.pastQuotas?.find(({ until }) => moment < until);
  return past ? past.quota : plan.quota;
}

/** What was granted on top of the limit of a quota period, as it stood at a moment. */
export function extraAt(
  usage: Pick<KeyUsage, 'extras'>,
  { start, end }: { start: number; end: number },
  moment: number,
): number {
  const granted = usage.extras.filter(
    (it) => it.start === start && it.end === end && it.at <= moment,
  );
  return granted.at(-1)?.calls ?? 0;
}

/** The history of a plan that gets another quota at `now`; as much of it as a report can ask for. */
export function pastQuotas(plan: UsagePlan, quota: Quota | undefined, now: number) {
  const past = (plan.pastQuotas ?? []).filter(({ until }) => until > now - historyMs);
  return isDeepStrictEqual(plan.quota, quota) ? past : [...past, { until: now, quota: plan.quota }];
}

/** Calls from `start` to before `end`, both midnights in UTC. */
export function usedIn(usage: Pick<KeyUsage, 'days'>, start: number, end: number): number {
  const [first, last] = [utcDay(start), utcDay(end)];
  return Object.entries(usage.days)
    .filter(([day]) => day >= first && day < last)
    .reduce((sum, [, calls]) => sum + calls, 0);
}
