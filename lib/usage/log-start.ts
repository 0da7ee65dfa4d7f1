import { addDays, midnight, utcDay } from './calendar';

/** The fewest from which a forecast of a day can be learnt and tried; a replay has what it needs too. */
const daysBack = 10;

/**
 * From when on an access log is read that never was: ten days ago, for a forecast to have what it needs, or the day on
 * which the proxy was made; yesterday at the latest, so that there is a whole day to look at.
 */
export function logStart(createdAt: Date, now: Date): Date {
  const ago = (days: number) => midnight(addDays(utcDay(now), -days)).getTime();
  const made = midnight(utcDay(createdAt)).getTime();
  return new Date(Math.min(ago(1), Math.max(ago(daysBack), made)));
}
