import { addDays, midnight, utcDay } from './calendar';

/** No more days than requests are kept for. */
const daysBack = 7;

/**
 * From when on an access log is read that never was: a week ago, for a forecast and a replay to have what they need, or
 * the day on which the proxy was made; yesterday at the latest, so that there is a whole day to look at.
 */
export function logStart(createdAt: Date, now: Date): Date {
  const ago = (days: number) => midnight(addDays(utcDay(now), -days)).getTime();
  const made = midnight(utcDay(createdAt)).getTime();
  return new Date(Math.min(ago(1), Math.max(ago(daysBack), made)));
}
