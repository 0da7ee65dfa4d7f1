import { addDays, midnight, type UtcDay, utcDay } from '../usage/calendar';
import { usageLagMs } from '../usage/reconcile';
import type { UsageDay } from '../usage/types';

export type KeyUse = {
  /** The last UTC day with a call; null where there was none in the days that are known. */
  lastDay: UtcDay | null;
  /** Calls by UTC day, oldest first. */
  days: { date: UtcDay; used: number }[];
  /** Whole UTC days, up to yesterday, since the last one with a call; no more than are known. */
  silentDays: number;
};

/** What a key's days say of its use; `now` is when they were read. */
export function keyUse(days: readonly UsageDay[], now: Date): KeyUse {
  const lastDay = days.findLast(({ used }) => used > 0)?.date ?? null;
  const yesterday = addDays(utcDay(now), -1);
  const whole = days.filter(({ date }) => date <= yesterday && (!lastDay || date > lastDay));
  const isTold = days.some(({ date }) => date === yesterday);
  return {
    lastDay,
    days: days.map(({ date, used }) => ({ date, used })),
    silentDays: isTold ? whole.length : 0,
  };
}

/**
 * Whether nobody has called for so many whole UTC days, nor today. Not said before GetUsage can have told the last of
 * them, nor of a key that did not stand all the while: one that nobody has yet is silent, too.
 */
export function isSilent(
  days: readonly UsageDay[],
  wanted: number,
  { readAt, createdAt }: { readAt: Date; createdAt: Date },
): boolean {
  const dayBegan = midnight(utcDay(readAt)).getTime();
  if (readAt.getTime() - dayBegan < usageLagMs) return false;
  if (utcDay(createdAt) > addDays(utcDay(readAt), -wanted)) return false;
  return keyUse(days, readAt).silentDays >= wanted;
}
