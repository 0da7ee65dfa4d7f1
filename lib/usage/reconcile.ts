import { dayMs, midnight, type UtcDay } from './calendar';
import type { LimitsInForce } from './limits-in-force';
import { initialOffset } from './report';

/** GetUsage on one key's day: `used` may lag by `usageLagMs`, except once nothing remains (aws-facts B2). */
export type Reading = {
  used: number;
  remaining: number | null;
  /** The plan's limit as it was known at `asOf`; null where it was not. */
  quotaLimit: number | null;
  asOf: Date;
};

/** A UTC day of a key. `logged`: requests that count, by the access log; null where it does not tell of the whole day. */
export type KeyDay = { day: UtcDay; reading: Reading | null; logged: number | null };

/** Everything that is known of one key in the quota period that is under way. */
export type KeyFacts = {
  /** The period's days up to today, oldest first. */
  days: readonly KeyDay[];
  /** How far the access log was read. */
  log: { asOf: Date } | null;
  /** Requests that CloudWatch counted since what GetUsage may not have seen: at most all, likely a share are this key's. */
  counts: { asOf: Date; most: number; likely: number } | null;
};

export type SourceName = 'usage' | 'log' | 'metrics';

/** What a source added to a figure, and how old that is. `figure`: it is the number; `floor`, `ceiling`: it bounds it. */
export type SourcePart = {
  source: SourceName;
  role: 'figure' | 'floor' | 'ceiling';
  requests: number;
  asOf: Date;
};

export type Reconciled = {
  used: number;
  /** Of `used`, what today added. */
  usedToday: number;
  left: number;
  /** Where the truth is now: at least `from`; at most `to`, as far as AWS keeps to the plan's limits. */
  interval: { from: number; to: number };
  /** The moment that `used` tells of. */
  asOf: Date;
  /** What was granted on top of the limit in this period, or taken from it. */
  granted: number;
  sources: SourcePart[];
};

/** GetUsage was seen to lag so long (localstack/localstack#11393; aws-facts B2). */
export const usageLagMs = 40 * 60_000;
/** A line of the access log may arrive so late: near real time, no figure is published (UNCONFIRMED). */
const logLagMs = 3 * 60_000;
/** CloudWatch's metrics come a minute or three late (aws-facts E, UNCONFIRMED). */
const metricsLagMs = 3 * 60_000;
/** Best effort on both sides: a log that misses more than this of what GetUsage counted is not whole. */
const wholeShare = 0.95;
const overshootShare = 0.1;

/**
 * One figure out of three sources. GetUsage never tells too much of a day, so it is a floor; the access log, where it
 * tells of the whole day, is the figure; without it the figure is GetUsage's, and what CloudWatch has counted since.
 * What no source can have seen yet is bounded by the plan's rate and burst. Null where nothing is known of today.
 */
export function reconcile(facts: KeyFacts, limits: LimitsInForce, now: Date): Reconciled | null {
  const today = facts.days.at(-1);
  if (!today) return null;
  const open = openDay(today, facts);
  if (!open) return null;
  const past = facts.days.slice(0, -1);
  const before = past.reduce((sum, day) => sum + settled(day), 0);
  const unseenBefore = past.reduce((sum, day) => sum + unseenOf(day, facts.log, limits), 0);
  const { quota } = limits;
  const offset = quota ? initialOffset(quota, facts.days[0]?.day ?? today.day) : 0;
  const plain = (quota?.limit ?? Number.MAX_SAFE_INTEGER) - offset;
  const granted = grantedOf(facts.days, offset);
  const limit = Math.max(0, plain + granted);
  const used = before + open.used;
  const from = before + open.from;
  // A limit that was lowered since it was read does not undo what had been let through.
  const most = Math.max(limit, (today.reading?.quotaLimit ?? 0) - offset + granted);
  const seen = open.seen.map((it) => it.most + passable(limits, startOf(today, it.until), +now));
  const to = Math.max(used, Math.min(before + unseenBefore + Math.min(...seen), most));
  return {
    used,
    usedToday: open.used,
    left: Math.max(0, limit - used),
    interval: { from, to },
    asOf: open.asOf,
    granted,
    sources: open.sources,
  };
}

type Open = Pick<Reconciled, 'used' | 'asOf' | 'sources'> & {
  from: number;
  /** What at most had come by a moment that some source tells all of, in milliseconds. */
  seen: { most: number; until: number }[];
};

/** How many requests a key's rate and burst let through in that time. */
function passable({ rate, burst }: LimitsInForce, from: number, to: number): number {
  return to > from ? Math.floor(burst + (rate * (to - from)) / 1_000) : 0;
}

/** From where on a day is not seen; nothing of the day before counts for it. */
function startOf({ day }: KeyDay, seenUntil: number): number {
  return Math.max(midnight(day).getTime(), seenUntil);
}

function openDay({ reading, logged }: KeyDay, { log, counts }: KeyFacts): Open | null {
  if (reading && isExact(reading) && (logged ?? 0) <= reading.used)
    return {
      used: reading.used,
      from: reading.used,
      seen: [{ most: reading.used, until: reading.asOf.getTime() }],
      asOf: reading.asOf,
      sources: [{ source: 'usage', role: 'figure', requests: reading.used, asOf: reading.asOf }],
    };
  const isWhole = logged !== null && logged >= (reading?.used ?? 0) * wholeShare;
  if (log && isWhole) return byLog(logged, log, reading);
  return reading && byReading(reading, counts);
}

/** Nothing remains: then GetUsage does not lag. */
function isExact({ used, remaining, quotaLimit }: Reading): boolean {
  return remaining === 0 && used > 0 && quotaLimit !== null;
}

function byLog(logged: number, log: NonNullable<KeyFacts['log']>, reading: Reading | null): Open {
  const used = Math.max(logged, reading?.used ?? 0);
  return {
    used,
    from: used,
    seen: [{ most: used, until: log.asOf.getTime() - logLagMs }],
    asOf: log.asOf,
    sources: [
      { source: 'log', role: 'figure', requests: logged, asOf: log.asOf },
      ...(reading
        ? [
            {
              source: 'usage' as const,
              role: 'floor' as const,
              requests: reading.used,
              asOf: reading.asOf,
            },
          ]
        : []),
    ],
  };
}

function byReading(reading: Reading, counts: KeyFacts['counts']): Open {
  const told: SourcePart = {
    source: 'usage',
    role: counts ? 'floor' : 'figure',
    requests: reading.used,
    asOf: reading.asOf,
  };
  const byUsage = { most: reading.used, until: reading.asOf.getTime() - usageLagMs };
  if (!counts)
    return {
      used: reading.used,
      from: reading.used,
      seen: [byUsage],
      asOf: reading.asOf,
      sources: [told],
    };
  return {
    used: reading.used + counts.likely,
    from: reading.used,
    seen: [
      byUsage,
      { most: reading.used + counts.most, until: counts.asOf.getTime() - metricsLagMs },
    ],
    // Where CloudWatch counted nothing more, the figure is as young as the younger of the two.
    asOf: counts.most === 0 && reading.asOf > counts.asOf ? reading.asOf : counts.asOf,
    sources: [
      told,
      { source: 'metrics', role: 'figure', requests: counts.likely, asOf: counts.asOf },
    ],
  };
}

/** A day that is over: GetUsage's word, but for the first hour, when it may still lag. */
function settled({ reading, logged, day }: KeyDay): number {
  const end = Date.parse(day) + 86_400_000;
  const isFinal = reading !== null && reading.asOf.getTime() >= end + usageLagMs * 1.5;
  if (isFinal) return reading.used;
  return Math.max(reading?.used ?? 0, logged ?? 0);
}

/** What may have come on a day that is over, after the last moment that GetUsage or the log tells all of. */
function unseenOf(
  { reading, logged, day }: KeyDay,
  log: KeyFacts['log'],
  limits: LimitsInForce,
): number {
  const told = [
    ...(reading ? [reading.asOf.getTime() - usageLagMs] : []),
    ...(log && logged !== null ? [log.asOf.getTime() - logLagMs] : []),
  ];
  // A day that has no row was asked for and had no requests.
  if (told.length === 0) return 0;
  const end = midnight(day).getTime() + dayMs;
  return passable(limits, Math.max(midnight(day).getTime(), ...told), end);
}

/**
 * What an administrator gave or took in this period: used and remaining of one reading add up to the limit of then,
 * what was granted beside it, and what the offset took (INFERENCE, as GetUsage lags in both alike).
 */
function grantedOf(days: readonly KeyDay[], offset: number): number {
  const index = days.findLastIndex(
    ({ reading }) => reading?.remaining != null && reading.quotaLimit !== null,
  );
  const reading = days[index]?.reading;
  if (!reading || reading.remaining === null || reading.quotaLimit === null) return 0;
  const used = days.slice(0, index + 1).reduce((sum, day) => sum + (day.reading?.used ?? 0), 0);
  const granted = used + reading.remaining + offset - reading.quotaLimit;
  // Best effort: a little more than the limit may have been used without anybody granting it.
  const isOvershoot = reading.remaining === 0 && granted <= reading.quotaLimit * overshootShare;
  return isOvershoot ? Math.min(0, granted) : granted;
}
