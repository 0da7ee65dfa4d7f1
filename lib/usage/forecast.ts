import { hourMs } from './calendar';
import { Expectation, Shape } from './expectation';

/** What is known of a key's demand, in requests by UTC hour: those served and those its quota refused. */
export type Demand = {
  /** When the first hour begins, in milliseconds since 1970. */
  from: number;
  /** One count an hour without a gap; the last hour is the one that holds `now`, as far as it went. */
  counts: readonly number[];
};

/** Moments in milliseconds since 1970. Four times in five the quota is used up from `earliest` to `latest`. */
export type Forecast = {
  emptyAt: number;
  earliest: number;
  /** Null: it may as well last until it starts again. */
  latest: number | null;
};

/** Older demand says little of the hours to come; of weeks to come it does. */
const historyHours = { ofDay: 28 * 24, ofLonger: 90 * 24 };
/** A day's shape is learnt from this much, or a third of what there is, before a moment of the past can be tried. */
const learnHoursMin = 4 * 24;
/** Fewer moments than this, or fewer stretches that do not overlap, are no experience. */
const trialsMin = 20;
const stretchesMin = 5;
/** Moments of the past are tried at this hour of the day, and so many beside it. */
const besideHours = 2;

/**
 * When what is left of a quota will be used up, with an 80 % interval; null where there is not enough history, or
 * where it will rather not be used up before `resetsAt`.
 *
 * The hours to come are expected to be like the hours before: the shape of a day, of a week, and how busy the last
 * hours were. How far such an expectation errs is not assumed but tried, at moments of the past with what was known at
 * each: how much had been expected by the time that as many requests as are left now had come.
 */
export function forecastEmpty(
  demand: Demand,
  { left, now, resetsAt }: { left: number; now: number; resetsAt: number },
): Forecast | null {
  if (left <= 0 || now >= resetsAt) return null;
  const horizon = (resetsAt - now) / hourMs;
  const known = recent(demand, horizon <= 24 ? historyHours.ofDay : historyHours.ofLonger);
  const here = (now - known.from) / hourMs;
  const errors = pastErrors(known, here, left);
  if (!errors) return null;
  const expected = expectationAt(known, here);
  const at = (quantile: number) => {
    const hours = expected.hoursUntil(left * quantileOf(errors, quantile), horizon);
    return hours === null ? null : now + hours * hourMs;
  };
  const emptyAt = at(0.5);
  if (emptyAt === null) return null;
  const latest = at(0.9);
  // Where there is no latest moment, the earliest has the whole fifth that may fall outside.
  const earliest = at(latest === null ? 0.2 : 0.1) ?? emptyAt;
  return { emptyAt, earliest, latest };
}

function expectationAt({ from, counts }: Demand, here: number): Expectation {
  const shape = new Shape(from);
  for (const count of counts.slice(0, Math.floor(here))) shape.learn(count);
  return new Expectation(shape, counts, here);
}

function recent({ from, counts }: Demand, hours: number): Demand {
  const skipped = Math.max(0, counts.length - hours);
  return { from: from + skipped * hourMs, counts: counts.slice(skipped) };
}

/** For each moment tried, the expected requests at the true end in shares of `left`, sorted; null: too few. */
function pastErrors({ from, counts }: Demand, here: number, left: number): number[] | null {
  const errors: number[] = [];
  const shape = new Shape(from);
  const learn = Math.max(learnHoursMin, here / 3);
  let hours = 0;
  for (let origin = here % 1; origin <= here - 1; origin += 1) {
    const whole = Math.floor(origin);
    if (whole > 0) shape.learn(counts[whole - 1] ?? 0);
    const apart = Math.abs(((here - origin + 12) % 24) - 12);
    if (origin < learn || apart > besideHours) continue;
    const expected = new Expectation(shape, counts, origin);
    // Whether it could have ended by now is asked of the expectation, not of what came: a choice by what came would lie.
    if (expected.hoursUntil(1.5 * left, here - origin) === null) continue;
    const took = hoursOf(counts, origin, here, left);
    errors.push(took === null ? Number.POSITIVE_INFINITY : expected.until(took) / left);
    hours += took ?? here - origin;
  }
  const stretch = hours / errors.length;
  const isEnough = errors.length >= trialsMin && (here - learn) / stretch >= stretchesMin;
  return isEnough ? errors.sort((a, b) => a - b) : null;
}

/** How many hours after `origin` the `left`th request came; null: not before `end`. */
function hoursOf(
  counts: readonly number[],
  origin: number,
  end: number,
  left: number,
): number | null {
  // Of an hour's n requests, evenly spread, the first comes at half an nth of it.
  let missing = left - 0.5;
  for (let at = origin; at < end; ) {
    const hour = Math.floor(at);
    const next = Math.min(end, hour + 1);
    // Of the hour that is not over yet, all counted so far; of the first, the part behind the origin.
    const count = (counts[hour] ?? 0) * (hour + 1 > end ? 1 : next - at);
    if (count >= missing) return at + ((next - at) * missing) / count - origin;
    missing -= count;
    at = next;
  }
  return null;
}

function quantileOf(sorted: readonly number[], quantile: number): number {
  const place = quantile * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  if (high === Number.POSITIVE_INFINITY) return place === Math.floor(place) ? low : high;
  return low + (high - low) * (place - Math.floor(place));
}
