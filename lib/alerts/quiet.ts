/** Hours of the day in which nobody is to be told, in minutes after midnight of the zone's own clock. */
export type QuietHours = { zone: string; from: number; until: number };

const minuteMs = 60_000;
const dayMinutes = 1440;
/** Every zone changes its clock on a quarter of an hour, in UTC. */
const quarter = 15;

/**
 * When the quiet hours that hold `now` end, to the minute, by the zone's own clock and its changes to and from summer
 * time; null outside of them. `from` may be after `until`: the night between.
 */
export function quietUntil(quiet: QuietHours | null, now: Date): Date | null {
  if (!quiet || !isQuiet(quiet, now)) return null;
  let at = Math.floor(now.getTime() / minuteMs);
  // From quarter to quarter: a clock that is changed meanwhile, which begins or ends them early or late, is then seen.
  while (isQuiet(quiet, new Date(at * minuteMs)))
    at += Math.min(minutesLeft(quiet, new Date(at * minuteMs)), quarter - (at % quarter));
  return new Date(at * minuteMs);
}

export function isQuiet({ zone, from, until }: QuietHours, at: Date): boolean {
  const minute = minuteOfDay(at, zone);
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function minutesLeft({ zone, until }: QuietHours, at: Date): number {
  return (until - minuteOfDay(at, zone) + dayMinutes) % dayMinutes || dayMinutes;
}

function minuteOfDay(at: Date, zone: string): number {
  const [hours = 0, minutes = 0] = clockOf(zone).format(at).split(':').map(Number);
  return hours * 60 + minutes;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(zone, made);
  return made;
}
