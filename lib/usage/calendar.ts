import type { QuotaGauge } from './types';

/** A UTC day as `YYYY-MM-DD`, as GetUsage takes and means it. */
export type UtcDay = string;

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export function utcDay(at: Date): UtcDay {
  return at.toISOString().slice(0, 10);
}

/** The moment that a UTC day begins. */
export function midnight(day: UtcDay): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The day `count` days after (before, when negative). UTC days are all 24 hours long. */
export function addDays(day: UtcDay, count: number): UtcDay {
  return utcDay(new Date(midnight(day).getTime() + count * dayMs));
}

/** Days from `first` to `last`, both included; none when `last` comes before. */
export function daysFrom(first: UtcDay, last: UtcDay): UtcDay[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index));
}

/**
 * The quota period that holds `at`. DAY is the UTC day (aws-facts B1). AWS does not document where weeks and months
 * begin: Sunday and the first are UNCONFIRMED.
 */
export function quotaPeriod(
  period: QuotaGauge['period'],
  at: Date,
): { firstDay: UtcDay; resetsAt: Date } {
  const firstDay = firstDayOf(period, utcDay(at));
  const next =
    period === 'DAY'
      ? addDays(firstDay, 1)
      : period === 'WEEK'
        ? addDays(firstDay, 7)
        : nextMonth(firstDay);
  return { firstDay, resetsAt: midnight(next) };
}

function firstDayOf(period: QuotaGauge['period'], day: UtcDay): UtcDay {
  if (period === 'DAY') return day;
  if (period === 'MONTH') return `${day.slice(0, 8)}01`;
  return addDays(day, -midnight(day).getUTCDay());
}

/** 31 days after the first is always in the next month. */
function nextMonth(first: UtcDay): UtcDay {
  return `${addDays(first, 31).slice(0, 8)}01`;
}
