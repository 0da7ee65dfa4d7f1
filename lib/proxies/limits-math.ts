/** What a quota and a throttle mean together, before anybody finds out by being refused. */
export type LimitsMath = {
  /**
   * Seconds until a caller who sends as fast as the throttle lets through has used the whole quota; null without a
   * quota, or where the throttle cannot use it up within its period.
   */
  secondsToEmpty: number | null;
  /** Calls that the throttle alone lets through in the quota's period (a day where there is no quota). */
  throttleCeiling: number;
  /** Seconds between calls when the quota is spread evenly over its period; null without a quota. */
  evenSpacingSeconds: number | null;
  verdict: 'gone_fast' | 'balanced' | 'never_reached' | 'no_quota';
};

export type LimitsInput = {
  quota: { limit: number; period: QuotaPeriod } | null;
  /** Steady requests per second. */
  rate: number;
  /** Size of the token bucket. */
  burst: number;
};

export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';

/** A month is the shortest there is, so that no figure promises more than February holds. */
export const periodSeconds: Record<QuotaPeriod, number> = {
  DAY: 86_400,
  WEEK: 7 * 86_400,
  MONTH: 28 * 86_400,
};

/** Below this share of its period a quota counts as "gone fast": a tenth. */
const fastShare = 0.1;

/**
 * Token bucket against quota: the bucket's `burst` calls pass at once, the rest at `rate` a second, so that
 * `(limit - burst) / rate` seconds empty the quota. Total for every non-negative input; a rate of 0 lets only the
 * burst through.
 */
export function limitsMath({ quota, rate, burst }: LimitsInput): LimitsMath {
  const seconds = periodSeconds[quota?.period ?? 'DAY'];
  const throttleCeiling = Math.floor(burst + rate * seconds);
  if (quota === null) {
    return { secondsToEmpty: null, throttleCeiling, evenSpacingSeconds: null, verdict: 'no_quota' };
  }
  const evenSpacingSeconds = quota.limit > 0 ? seconds / quota.limit : null;
  if (throttleCeiling < quota.limit) {
    return { secondsToEmpty: null, throttleCeiling, evenSpacingSeconds, verdict: 'never_reached' };
  }
  const beyondBurst = Math.max(0, quota.limit - burst);
  const secondsToEmpty = beyondBurst === 0 ? 0 : beyondBurst / rate;
  return {
    secondsToEmpty,
    throttleCeiling,
    evenSpacingSeconds,
    verdict: secondsToEmpty < seconds * fastShare ? 'gone_fast' : 'balanced',
  };
}

/**
 * What so many keys may use together: quota and throttle are counted for each key by itself (aws-facts B1). `quota`
 * null: none.
 */
export function exposureOf(
  { quota, rate }: Pick<LimitsInput, 'quota' | 'rate'>,
  keys: number,
): { quota: number | null; rate: number } {
  return { quota: quota && quota.limit * keys, rate: Math.round(rate * keys * 100) / 100 };
}

export type DurationUnit = 'second' | 'minute' | 'hour' | 'day';

/** One number and one unit that a person would say: 3 seconds, 72 minutes, 1.5 hours; under 1 s stays under 1. */
export function plainDuration(seconds: number): { value: number; unit: DurationUnit } {
  if (seconds < 120) return { value: rounded(seconds), unit: 'second' };
  if (seconds < 120 * 60) return { value: rounded(seconds / 60), unit: 'minute' };
  if (seconds < 48 * 3600) return { value: rounded(seconds / 3600), unit: 'hour' };
  return { value: rounded(seconds / 86_400), unit: 'day' };
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
