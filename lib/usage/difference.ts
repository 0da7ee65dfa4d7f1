import type { Counts } from './binding';

/** A step from what CloudWatch counts to what GetUsage counts. */
export type DifferenceStep = {
  name: 'limits' | 'key' | 'policy' | 'path' | 'bad_request' | 'gateway' | 'unseen';
  requests: number;
};

export type Difference = {
  /** Every request that reached the API, by CloudWatch. */
  counted: number;
  /** What is taken off, one by one; only what there was. */
  steps: DifferenceStep[];
  /** What remains, and should be what GetUsage says once it has caught up. */
  expected: number;
  /** What GetUsage says, over all keys, the probe's among them. */
  used: number;
  /** `used` − `expected`: negative while GetUsage lags. */
  gap: number;
};

/**
 * Why GetUsage and CloudWatch's Count differ: CloudWatch counts every request, GetUsage those that passed key, policy
 * and limits (aws-facts B2). What the log has not told of is `unseen`: its lines and the metrics come at their own
 * pace. `uncounted` are requests the gateway failed or found bad before it knew a key.
 */
export function differenceOf({
  counted,
  outcomes,
  uncounted,
  used,
}: {
  counted: number;
  outcomes: Counts;
  uncounted: { gateway: number; bad_request: number };
  used: number;
}): Difference {
  const of = (outcome: keyof Counts) => outcomes[outcome] ?? 0;
  const told = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const steps: DifferenceStep[] = [
    { name: 'limits', requests: of('quota') + of('throttle') + of('account_throttle') },
    { name: 'key', requests: of('key_refused') },
    { name: 'policy', requests: of('policy') },
    { name: 'path', requests: of('path') },
    { name: 'bad_request', requests: uncounted.bad_request },
    { name: 'gateway', requests: uncounted.gateway },
    { name: 'unseen', requests: counted - told },
  ];
  const taken = steps.filter(({ requests }) => requests !== 0);
  const expected = counted - taken.reduce((sum, { requests }) => sum + requests, 0);
  return { counted, steps: taken, expected, used, gap: used - expected };
}
