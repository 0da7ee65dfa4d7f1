import type { HistoryEvent, HistoryQuota, HistoryThrottle, ThrottleScope } from './limits-history';

/**
 * What API Gateway's limits should decide, worked out a second time and another way: nothing is kept but what
 * happened, and every question is answered by going through all of it from the beginning, in whole numbers
 * (millionths of a token). It shares no code with what it judges.
 *
 * Rules: aws-facts B1 and B2. UNCONFIRMED there or said nowhere, and so an assumption of both: WEEK begins on Sunday
 * and MONTH on the 1st, moved by the offset; a call refused by a later bucket has spent the earlier ones; refused
 * calls use no quota; what UpdateUsage grants belongs to its quota period and moves with the limit.
 */
export class LimitsOracle {
  readonly #buckets = new Map<string, BucketEntry[]>();
  readonly #inForce = new Map<ThrottleScope, HistoryThrottle>();
  readonly #calls: { key: number; at: number }[] = [];
  readonly #grants: Grant[] = [];
  readonly #quotas: { until: number; quota: HistoryQuota | null }[] = [];
  #quota: HistoryQuota | null;

  /** `quota`: the one with which the plan was made. */
  constructor(quota: HistoryQuota | null = null) {
    this.#quota = quota;
  }

  /** What an event of a history answers at `now`; null when it only changes something. */
  answer(event: HistoryEvent, now: number): unknown {
    switch (event.do) {
      case 'call':
        return Array.from({ length: event.times }, () => this.call(event.key, event.stage, now));
      case 'throttle':
        return this.setThrottle(event.scope, event.limits, now);
      case 'quota':
        return this.setQuota(event.quota, now);
      case 'extend':
        return this.extend(event.key, event.remaining, now);
      case 'usage':
        return this.usage(event.key, event.days, now);
      default:
        return null;
    }
  }

  call(key: number, stage: number, now: number): 'admitted' | 'throttled' | 'quotaExceeded' {
    const scopes: ThrottleScope[] = stage === 0 ? ['method', 'plan', 'stage'] : ['plan'];
    for (const scope of scopes) {
      const limits = this.#inForce.get(scope);
      if (limits && !this.#take(nameOf(scope, key), limits, now)) return 'throttled';
    }
    if (this.#quota && this.#left(key, now, this.#quota) === 0) return 'quotaExceeded';
    this.#calls.push({ key, at: now });
    return 'admitted';
  }

  setThrottle(scope: ThrottleScope, limits: HistoryThrottle | null, now: number): null {
    const before = this.#inForce.get(scope);
    if (before?.rateMilli === limits?.rateMilli && before?.burst === limits?.burst) return null;
    if (limits) this.#inForce.set(scope, limits);
    else this.#inForce.delete(scope);
    for (const name of [nameOf(scope, 0), nameOf(scope, 1)]) {
      if (limits) this.#buckets.get(name)?.push({ at: now, limits });
      else this.#buckets.delete(name);
    }
    return null;
  }

  setQuota(quota: HistoryQuota | null, now: number): null {
    const isSame = JSON.stringify(membersOf(quota)) === JSON.stringify(membersOf(this.#quota));
    if (!isSame) this.#quotas.push({ until: now, quota: this.#quota });
    this.#quota = quota;
    return null;
  }

  /** False: there is no quota to extend. */
  extend(key: number, remaining: number, now: number): boolean {
    if (!this.#quota) return false;
    const { start, end } = periodOf(now, this.#quota);
    const calls = this.#calls.length;
    this.#grants.push({ key, at: now, start, end, remaining, limit: this.#quota.limit, calls });
    return true;
  }

  /** `[used, remaining]` of the last `days` days and today. */
  usage(key: number, days: number, now: number): [number, number][] {
    const today = midnightBefore(now);
    return Array.from({ length: days + 1 }, (_, index): [number, number] => {
      const from = today - (days - index) * 86_400_000;
      const end = from + 86_400_000;
      const used = this.#calls.filter((it) => it.key === key && it.at >= from && it.at < end);
      const close = Math.min(now, end - 1);
      const quota = this.#quotaAt(close);
      return [used.length, quota ? this.#left(key, close, quota, end) : 0];
    });
  }

  /** The first quota, in the order of being set, that was still to be replaced at that moment. */
  #quotaAt(moment: number): HistoryQuota | null {
    for (const { until, quota } of this.#quotas) if (until > moment) return quota;
    return this.#quota;
  }

  /** What is left at `moment` of its period; a report of a past day looks at no call from `before` on. */
  #left(key: number, moment: number, quota: HistoryQuota, before?: number): number {
    const { start, end } = periodOf(moment, quota);
    const isOfPeriod = (it: { key: number; at: number }) =>
      it.key === key && it.at >= start && it.at < end;
    const grants = this.#grants.filter(
      (it) => it.key === key && it.start === start && it.end === end,
    );
    const grant = grants.filter(({ at }) => at <= moment).at(-1);
    let left = quota.limit;
    if (grant) {
      // The calls before a grant are settled by it.
      const settled = this.#calls.slice(0, grant.calls).filter(isOfPeriod).length;
      left += grant.remaining + settled - grant.limit;
    }
    for (const call of this.#calls) {
      if (isOfPeriod(call) && call.at < (before ?? end)) left -= 1;
    }
    return Math.max(0, left);
  }

  #take(name: string, limits: HistoryThrottle, now: number): boolean {
    const entries = this.#buckets.get(name) ?? [{ at: now, limits }];
    this.#buckets.set(name, entries);
    const allowed = levelOf(entries, now) >= oneToken;
    entries.push(allowed ? { at: now, taken: true } : { at: now });
    return allowed;
  }
}

type Grant = {
  key: number;
  at: number;
  /** Of its quota period. */
  start: number;
  end: number;
  remaining: number;
  /** The limit at that time, and how many calls there had been. */
  limit: number;
  calls: number;
};
type BucketEntry = { at: number; limits?: HistoryThrottle; taken?: true };

const oneToken = 1_000_000;

/** How full a bucket is, by everything that ever happened to it. Its time never runs backwards. */
function levelOf(entries: BucketEntry[], now: number): number {
  let [level, time, rate, size] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const { at, limits, taken } of [...entries, { at: now } as BucketEntry]) {
    const later = Math.max(time, at);
    if (time !== Number.NEGATIVE_INFINITY) level = Math.min(size, level + (later - time) * rate);
    time = later;
    if (limits) {
      rate = limits.rateMilli;
      size = limits.burst * oneToken;
      level = Math.min(level, size);
    }
    if (taken) level -= oneToken;
  }
  return level;
}

function membersOf(quota: HistoryQuota | null) {
  return quota && [quota.limit, quota.offset, quota.period];
}

function nameOf(scope: ThrottleScope, key: number): string {
  return scope === 'stage' ? 'stage' : `${scope} ${key}`;
}

function midnightBefore(now: number): number {
  return new Date(now).setUTCHours(0, 0, 0, 0);
}

/** Walks back day by day to the day on which a period begins, and forward to the next such day. */
function periodOf(now: number, { period, offset }: HistoryQuota): { start: number; end: number } {
  const begins = (day: Date) => {
    if (period === 'DAY') return true;
    return period === 'WEEK' ? day.getUTCDay() === offset : day.getUTCDate() === 1 + offset;
  };
  const start = new Date(midnightBefore(now));
  while (!begins(start)) start.setUTCDate(start.getUTCDate() - 1);
  const end = new Date(start);
  do end.setUTCDate(end.getUTCDate() + 1);
  while (!begins(end));
  return { start: start.getTime(), end: end.getTime() };
}
