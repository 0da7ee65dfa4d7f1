import type { LoggedRequest } from './access-line';
import type { Outcome } from './outcomes';

/** Outcomes of requests that had passed their key's throttle, and so had taken one of its tokens. */
const passedThrottle: readonly Outcome[] = [
  'served',
  'upstream_4xx',
  'upstream_429',
  'upstream_5xx',
  'quota',
  'bad_request',
  'gateway',
];

/**
 * Tells who throttled one key's requests, given oldest first: `throttle` where the key's own bucket (`rate` tokens a
 * second, `burst` at most) was empty or may have been, `account_throttle` where it clearly was not, so that a limit
 * must have held the request that others share: the stage's or the account's, which come after the key's (aws-facts
 * B1). AWS's buckets are best effort, hence "clearly": half full, and at least one token.
 */
export function attributeThrottles<T extends LoggedRequest>(
  requests: readonly T[],
  { rate, burst }: { rate: number; burst: number },
): T[] {
  let tokens = burst;
  let before = Number.NEGATIVE_INFINITY;
  return requests.map((request) => {
    const at = request.at.getTime();
    const elapsedMs = Math.max(0, at - before);
    tokens = Math.min(
      burst,
      tokens + (Number.isFinite(elapsedMs) ? (elapsedMs / 1000) * rate : burst),
    );
    before = Math.max(before, at);
    const isThrottled = request.outcome === 'throttle' || request.outcome === 'account_throttle';
    const isShared = tokens >= Math.max(1, burst / 2);
    // Whoever refused it, it may have taken the key's token before: in doubt there are fewer, and the key is to blame.
    if (isThrottled || passedThrottle.includes(request.outcome)) tokens = Math.max(0, tokens - 1);
    if (!isThrottled) return request;
    return { ...request, outcome: isShared ? 'account_throttle' : 'throttle' };
  });
}
