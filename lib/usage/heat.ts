import { hourMs } from './calendar';

/** Calls of one UTC hour, in milliseconds since 1970 of its beginning. */
export type HourCalls = readonly [hourMs: number, calls: number];

/** One hour of the week. `average` is null where no such hour is known. */
export type HeatCell = { average: number | null; hours: number };

/**
 * Average calls by weekday (Monday first) and hour of the day in a zone, over the known hours: from `from` to before
 * `to`, an hour without calls being nought. Hours are UTC's: where a zone is off by part of an hour, one counts for
 * the hour it begins in; where a clock is turned back, two count for one.
 */
export function heatMap(
  calls: readonly HourCalls[],
  known: { from: Date; to: Date } | null,
  timeZone: string,
): HeatCell[][] {
  const sums = Array.from({ length: 7 }, () =>
    Array.from({ length: 24 }, () => ({ sum: 0, hours: 0 })),
  );
  if (known) {
    const counts = new Map(calls);
    const place = placeIn(timeZone);
    const first = Math.ceil(known.from.getTime() / hourMs) * hourMs;
    for (let at = first; at + hourMs <= known.to.getTime(); at += hourMs) {
      const [weekday, hour] = place(at);
      const cell = sums[weekday]?.[hour];
      if (!cell) continue;
      cell.sum += counts.get(at) ?? 0;
      cell.hours += 1;
    }
  }
  return sums.map((row) =>
    row.map(({ sum, hours }) => ({ average: hours === 0 ? null : sum / hours, hours })),
  );
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Weekday, Monday being 0, and hour of the day of a moment. */
function placeIn(timeZone: string): (at: number) => [weekday: number, hour: number] {
  if (timeZone === 'UTC') {
    return (at) => [(new Date(at).getUTCDay() + 6) % 7, new Date(at).getUTCHours()];
  }
  const clock = new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
    timeZone,
  });
  return (at) => {
    const parts = Object.fromEntries(
      clock.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    return [weekdays.indexOf(parts.weekday ?? ''), Number(parts.hour)];
  };
}

/** How many steps of colour there are above nothing. */
export const heatSteps = 5;

/** The step of a value on a scale that ends at `most`: 0 for nothing, then 1 to `heatSteps`. */
export function heatStep(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.min(heatSteps, Math.max(1, Math.ceil((value / most) * heatSteps)));
}
