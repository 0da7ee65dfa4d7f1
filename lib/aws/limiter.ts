/** A token bucket that makes callers wait in order of arrival. */
export type Limiter = {
  /** Resolves when a call may be sent; rejects with the signal's reason when the caller gives up first. */
  take(signal?: AbortSignal): Promise<void>;
};

/**
 * `ratePerSecond` tokens flow in, at most `burst` are kept. Tokens are promised to callers in order, so a caller
 * that gives up while it waits leaves its token unused: the budget is never exceeded.
 */
export function createLimiter(
  options: { ratePerSecond: number; burst: number },
  now: () => number = () => performance.now(),
): Limiter {
  const intervalMs = 1000 / options.ratePerSecond;
  let theoreticalArrival = Number.NEGATIVE_INFINITY;

  return {
    async take(signal) {
      signal?.throwIfAborted();
      const at = now();
      theoreticalArrival = Math.max(at, theoreticalArrival) + intervalMs;
      const waitMs = theoreticalArrival - options.burst * intervalMs - at;
      if (waitMs > 0) await sleep(waitMs, signal);
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
