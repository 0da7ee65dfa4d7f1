/** A token bucket that makes callers wait in order of arrival. */
export type Limiter = {
  /** Resolves when a call may be sent; rejects with the signal's reason when the caller gives up first. */
  take(signal?: AbortSignal): Promise<void>;
  /** The other side had too much: tokens flow half as fast, and come back to their rate over half a minute. */
  ease(): void;
};

/** An eased limiter never gets slower than this share of its rate. */
const shareMin = 1 / 16;
const recoveryMs = 30_000;

/**
 * `ratePerSecond` tokens flow in, at most `burst` are kept. Tokens are promised to callers in order, so a caller
 * that gives up while it waits leaves its token unused: the budget is never exceeded.
 */
export function createLimiter(
  options: { ratePerSecond: number; burst: number },
  now: () => number = () => performance.now(),
): Limiter {
  let theoreticalArrival = Number.NEGATIVE_INFINITY;
  let eased = { share: 1, at: Number.NEGATIVE_INFINITY };

  const shareAt = (at: number) => Math.min(1, eased.share + (at - eased.at) / recoveryMs);

  return {
    async take(signal) {
      signal?.throwIfAborted();
      const at = now();
      const intervalMs = 1000 / (options.ratePerSecond * shareAt(at));
      theoreticalArrival = Math.max(at, theoreticalArrival) + intervalMs;
      const waitMs = theoreticalArrival - options.burst * intervalMs - at;
      if (waitMs > 0) await sleep(waitMs, signal);
    },
    ease() {
      const at = now();
      eased = { share: Math.max(shareMin, shareAt(at) / 2), at };
      // What was kept is gone: a burst is what it had too much of.
      theoreticalArrival = Math.max(
        theoreticalArrival,
        at + (options.burst * 1000) / (options.ratePerSecond * eased.share),
      );
    },
  };
}

/** Waits; rejects with the signal's reason as soon as it aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
