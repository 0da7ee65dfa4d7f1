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
  const tokens = refill(bucket, limits, now);
  const at = bucket === undefined ? now : Math.max(bucket.at, now);
  // A thousandth of a token forgives floating point: five refills of 0.2 must make a whole one.
  const allowed = tokens >= 1 - 1e-9;
  return { allowed, bucket: { tokens: allowed ? Math.max(0, tokens - 1) : tokens, at } };
}

function refill(
  bucket: TokenBucket | undefined,
  { rate, burst }: BucketLimits,
  now: number,
): number {
  if (bucket === undefined) return burst;
  const elapsedSeconds = Math.max(0, now - bucket.at) / 1000;
  return Math.min(burst, bucket.tokens + elapsedSeconds * rate);
}
