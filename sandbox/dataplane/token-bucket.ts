/** A bucket as it was at one moment; what has flowed in since is computed when it is next asked. */
export type TokenBucket = { tokens: number; at: number };

/** `rate`: tokens a second that flow in. `burst`: how many the bucket holds. */
export type BucketLimits = { rate: number; burst: number };

/**
 * Takes one token if there is one. An unknown bucket starts full. Times are milliseconds; a clock that steps
 * back gives nothing and takes nothing away.
 * Source: API Gateway developer guide, request throttling (token bucket, rate = refill, burst = size).
 */
export function takeToken(
  bucket: TokenBucket | undefined,
  limits: BucketLimits,
  now: number,
): { allowed: boolean; bucket: TokenBucket } {
  const { tokens, at } = settle(bucket ?? { tokens: limits.burst, at: now }, limits, now);
  // A billionth of a token forgives floating point: five refills of 0.2 must make a whole one.
  const allowed = tokens >= 1 - 1e-9;
  return { allowed, bucket: { tokens: allowed ? Math.max(0, tokens - 1) : tokens, at } };
}

/** The bucket as it is at `now`, if these limits held since it was last looked at. */
export function settle(
  bucket: TokenBucket,
  { rate, burst }: BucketLimits,
  now: number,
): TokenBucket {
  const elapsedSeconds = Math.max(0, now - bucket.at) / 1000;
  return {
    tokens: Math.min(burst, bucket.tokens + elapsedSeconds * rate),
    at: Math.max(bucket.at, now),
  };
}
