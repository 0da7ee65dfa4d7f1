import type { KeyUsage, Quota, QuotaPeriod } from '../apigateway/types';

export const dayMs = 86_400_000;

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
  return { days: {}, extra: null, recent: [] };
}

/** What is left of a quota at `now`; never below nought. */
export function quotaLeft(usage: KeyUsage | undefined, quota: Quota, now: number): number {
  if (!usage) return quota.limit;
  const { start } = quotaPeriod(now, quota);
  const extra = usage.extra?.periodStart === start ? usage.extra.calls : 0;
  return Math.max(0, quota.limit + extra - usedSince(usage, start, now));
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
  const { start } = quotaPeriod(now, quota);
  const calls = remaining + usedSince(usage, start, now) - quota.limit;
  return { ...usage, extra: { periodStart: start, calls } };
}

/** `YYYY-MM-DD` of the UTC day. */
export function utcDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** Calls of the days from `start` to that of `now`. */
function usedSince(usage: KeyUsage, start: number, now: number): number {
  const [first, last] = [utcDay(start), utcDay(now)];
  return Object.entries(usage.days)
    .filter(([day]) => day >= first && day <= last)
    .reduce((sum, [, calls]) => sum + calls, 0);
}
