import type { UtcDay } from './calendar';

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
  /** How far the access log was read, and how many counted requests a minute it told of lately. */
  log: { asOf: Date; perMinute: number } | null;
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
  /** Where the truth is now: `from` is sure, `to` what may have come since. */
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
/** Traffic comes in bursts: what may have come is more than the pace says. */
const burstiness = 2;
/** Best effort on both sides: a log that misses more than this of what GetUsage counted is not whole. */
const wholeShare = 0.95;
const overshootShare = 0.1;

/**
 * One figure out of three sources. GetUsage never tells too much of a day, so it is a floor; the access log, where it
 * tells of the whole day, is the figure; without it the figure is GetUsage's, and what CloudWatch has counted since.
 * Null where neither says anything of today.
 */
export function reconcile(facts: KeyFacts, quota: { limit: number }, now: Date): Reconciled | null {
  const today = facts.days.at(-1);
  if (!today) return null;
  const open = openDay(today, facts, now);
  if (!open) return null;
  const before = facts.days.slice(0, -1).reduce((sum, day) => sum + settled(day), 0);
  const granted = grantedOf(facts.days);
  const limit = Math.max(0, quota.limit + granted);
  const used = before + open.used;
  const from = before + open.from;
  const to = Math.max(used, Math.min(before + open.to, Math.max(limit, used)));
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

type Open = Pick<Reconciled, 'used' | 'asOf' | 'sources'> & { from: number; to: number };

function openDay({ reading, logged }: KeyDay, { log, counts }: KeyFacts, now: Date): Open | null {
  if (reading && isExact(reading) && (logged ?? 0) <= reading.used)
    return {
      used: reading.used,
      from: reading.used,
      to: reading.used,
      asOf: reading.asOf,
      sources: [{ source: 'usage', role: 'figure', requests: reading.used, asOf: reading.asOf }],
    };
  const isWhole = logged !== null && logged >= (reading?.used ?? 0) * wholeShare;
  if (log && isWhole) return byLog(logged, log, reading, now);
  return reading && byReading(reading, counts);
}

/** Nothing remains: then GetUsage does not lag. */
function isExact({ used, remaining, quotaLimit }: Reading): boolean {
  return remaining === 0 && used > 0 && quotaLimit !== null;
}

function byLog(
  logged: number,
  log: NonNullable<KeyFacts['log']>,
  reading: Reading | null,
  now: Date,
): Open {
  const used = Math.max(logged, reading?.used ?? 0);
  const unseenMs = Math.max(0, now.getTime() - log.asOf.getTime()) + logLagMs;
  const unseen = Math.ceil((log.perMinute * unseenMs * burstiness) / 60_000);
  return {
    used,
    from: used,
    to: used + unseen,
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
  if (!counts)
    return {
      used: reading.used,
      from: reading.used,
      to: reading.used,
      asOf: reading.asOf,
      sources: [told],
    };
  return {
    used: reading.used + counts.likely,
    from: reading.used,
    to: reading.used + counts.most,
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

/**
 * What an administrator gave or took in this period: used and remaining of one reading add up to the limit of then,
 * and what was granted beside it (INFERENCE, as GetUsage lags in both alike).
 */
function grantedOf(days: readonly KeyDay[]): number {
  const index = days.findLastIndex(
    ({ reading }) => reading?.remaining != null && reading.quotaLimit !== null,
  );
  const reading = days[index]?.reading;
  if (!reading || reading.remaining === null || reading.quotaLimit === null) return 0;
  const used = days.slice(0, index + 1).reduce((sum, day) => sum + (day.reading?.used ?? 0), 0);
  const granted = used + reading.remaining - reading.quotaLimit;
  // Best effort: a little more than the limit may have been used without anybody granting it.
  const isOvershoot = reading.remaining === 0 && granted <= reading.quotaLimit * overshootShare;
  return isOvershoot ? Math.min(0, granted) : granted;
}
