import { hourMs, quotaPeriod } from './calendar';
import { isCounted, type Outcome } from './outcomes';
import { initialOffset, type Quota } from './report';

/** What a usage plan bounds, for each key by itself. `rate` in requests a second; `quota` null: none. */
export type Limits = { quota: Quota | null; rate: number; burst: number };

/** One request as it was recorded. `at` in milliseconds since 1970. */
export type RecordedRequest = { at: number; keyId: string | null; outcome: Outcome };

/** What of the quota period a key had used before the first request, and what was granted beyond the limit in it. */
export type Before = ReadonlyMap<string, { used: number; granted: number }>;

export type Refusals = { throttle: number; quota: number };

export type ReplayedKey = {
  keyId: string;
  /** Requests that came as far as the limits. */
  attempts: number;
  refused: Refusals;
  /** As the access log has it. */
  recorded: Refusals;
  /** When these limits first refuse; null: never. */
  firstRefusedAt: number | null;
  /** When the quota was first used up; null: never. */
  emptyAt: number | null;
};

/** An hour of UTC that begins at `hour`, over all keys. */
export type ReplayedHour = {
  hour: number;
  attempts: number;
  refused: Refusals;
  recorded: Refusals;
};

export type Replay = {
  attempts: number;
  refused: Refusals;
  recorded: Refusals;
  keys: ReplayedKey[];
  hours: ReplayedHour[];
};

/** A day's requests against the limits chosen, and against those in force, which tells how far a replay can be trusted. */
export type DayReplay = { chosen: Replay; inForce: Replay };

/**
 * Recorded requests against other limits: which of them a usage plan would have refused. Each key has a token bucket,
 * full at its first request, and a quota by UTC period; a request takes from the bucket first and from the quota then,
 * and one that the quota refuses has spent its token (aws-facts B1; what a refused request spends is UNCONFIRMED).
 * Requests come in the order of their time. Callers are assumed to send the same, refused or not.
 */
export function replay(
  requests: readonly RecordedRequest[],
  limits: Limits,
  before: Before = new Map(),
): Replay {
  const whole: Replay = { attempts: 0, refused: none(), recorded: none(), keys: [], hours: [] };
  const keys = new Map<string, KeyState>();
  for (const { at, keyId, outcome } of requests) {
    if (keyId === null || !reachedLimits(outcome, keyId)) continue;
    const state = keys.get(keyId) ?? new KeyState(keyId, limits, before.get(keyId));
    keys.set(keyId, state);
    const hour = hourOf(whole.hours, at);
    // What a limit shared with others refused stays refused: it took a token and nothing of the quota (B1).
    const refusal = state.take(at, outcome !== 'account_throttle');
    for (const sum of [whole, state.key, hour]) {
      sum.attempts += 1;
      if (refusal) sum.refused[refusal] += 1;
      if (outcome === 'throttle' || outcome === 'quota') sum.recorded[outcome] += 1;
    }
  }
  return { ...whole, keys: [...keys.values()].map(({ key }) => key) };
}

/** Of a hundred recorded refusals a replay of the limits that were in force may miss or add two. */
const reproducedShare = 0.02;

/** Whether a replay comes to what was recorded, so that limits and log can be believed to belong together. */
export function reproduces({ refused, recorded }: Pick<Replay, 'refused' | 'recorded'>): boolean {
  const apart =
    Math.abs(refused.throttle - recorded.throttle) + Math.abs(refused.quota - recorded.quota);
  return apart <= Math.max(1, (recorded.throttle + recorded.quota) * reproducedShare);
}

/** What came as far as the limits, whatever they said of it. */
function reachedLimits(outcome: Outcome, keyId: string): boolean {
  const isRefusedByLimit =
    outcome === 'throttle' || outcome === 'quota' || outcome === 'account_throttle';
  return isRefusedByLimit || isCounted(outcome, keyId);
}

/** A bucket and a counter, and what they said so far. */
class KeyState {
  readonly key: ReplayedKey;
  readonly #limits: Limits;
  #tokens: number;
  #tokensAt = Number.NEGATIVE_INFINITY;
  #period: { endsAt: number; left: number } | null = null;
  #before: { used: number; granted: number } | undefined;

  constructor(
    keyId: string,
    limits: Limits,
    before: { used: number; granted: number } | undefined,
  ) {
    const sums = { attempts: 0, refused: none(), recorded: none() };
    this.key = { keyId, ...sums, firstRefusedAt: null, emptyAt: null };
    this.#limits = limits;
    this.#tokens = limits.burst;
    this.#before = before;
  }

  take(at: number, usesQuota: boolean): keyof Refusals | null {
    const refusal = this.#takeToken(at) ? this.#takeQuota(at, usesQuota) : 'throttle';
    if (refusal) this.key.firstRefusedAt ??= at;
    return refusal;
  }

  #takeToken(at: number): boolean {
    const { rate, burst } = this.#limits;
    const elapsedMs = Math.max(0, at - this.#tokensAt);
    // A key's first request finds the bucket full, however long ago the beginning of time is.
    const inflow = elapsedMs === Number.POSITIVE_INFINITY ? burst : (elapsedMs / 1000) * rate;
    this.#tokens = Math.min(burst, this.#tokens + inflow);
    this.#tokensAt = Math.max(this.#tokensAt, at);
    // A billionth forgives floating point: five refills of 0.2 make a whole token.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens = Math.max(0, this.#tokens - 1);
    return true;
  }

  #takeQuota(at: number, usesQuota: boolean): 'quota' | null {
    const { quota } = this.#limits;
    if (!quota || !usesQuota) return null;
    const period = this.#periodOf(quota, at);
    if (period.left < 1) return 'quota';
    period.left -= 1;
    if (period.left < 1) this.key.emptyAt ??= at;
    return null;
  }

  #periodOf(quota: Quota, at: number): { left: number } {
    if (this.#period && at < this.#period.endsAt) return this.#period;
    const { firstDay, resetsAt } = quotaPeriod(quota.period, new Date(at));
    const { used, granted } = this.#before ?? { used: 0, granted: 0 };
    this.#before = undefined;
    const left = quota.limit - initialOffset(quota, firstDay) + granted - used;
    this.#period = { endsAt: resetsAt.getTime(), left: Math.max(0, left) };
    return this.#period;
  }
}

/** The last hour of the list, or the one that begins now: requests come in order. */
function hourOf(hours: ReplayedHour[], at: number): ReplayedHour {
  const begin = Math.floor(at / hourMs) * hourMs;
  const last = hours.at(-1);
  if (last?.hour === begin) return last;
  const next = { hour: begin, attempts: 0, refused: none(), recorded: none() };
  hours.push(next);
  return next;
}

function none(): Refusals {
  return { throttle: 0, quota: 0 };
}
