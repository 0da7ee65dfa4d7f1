/** A token bucket that makes callers wait in order of arrival. */
export type Limiter = {
  /** Resolves when a call may be sent; rejects with the signal's reason when the caller gives up first. */
  take(signal?: AbortSignal): Promise<void>;
  /** The other side had too much: tokens flow half as fast, and come back to their rate over half a minute. */
  ease(): void;
};

/**
 * Up to when calls are granted: moves it to at least so many milliseconds from now, then on by so many; answers how many
 * milliseconds from now that is. Never rejects.
 */
export type Ledger = (atLeastMs: number, byMs: number) => Promise<number>;

/** An eased limiter never gets slower than this share of its rate. */
const shareMin = 1 / 16;
const recoveryMs = 30_000;

/**
 * `ratePerSecond` tokens flow in, at most `burst` are kept, over all limiters that keep one ledger. At most a burst is
 * granted ahead to those who wait; a caller that gives up then leaves its token unused: the budget is never exceeded.
 */
export function createLimiter(
  { ratePerSecond, burst }: { ratePerSecond: number; burst: number },
  now: () => number = () => performance.now(),
  ledger: Ledger = ownLedger(now),
): Limiter {
  let eased = { share: 1, at: Number.NEGATIVE_INFINITY };
  let waiting: (() => void)[] = [];
  let isGranting = false;

  const shareAt = (at: number) => Math.min(1, eased.share + (at - eased.at) / recoveryMs);

  async function grant(): Promise<void> {
    isGranting = true;
    while (waiting.length > 0) {
      const intervalMs = 1000 / (ratePerSecond * shareAt(now()));
      const callers = waiting.splice(0, burst);
      const untilMs = await ledger(0, callers.length * intervalMs);
      let waitMs = untilMs - (burst + callers.length) * intervalMs;
      for (const go of callers) {
        waitMs += intervalMs;
        if (waitMs > 0) setTimeout(go, waitMs);
        else go();
      }
      if (waitMs > 0) await sleep(waitMs);
    }
    isGranting = false;
  }

  return {
    take(signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          waiting = waiting.filter((other) => other !== go);
          reject(signal?.reason);
        };
        const go = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        signal?.addEventListener('abort', stop, { once: true });
        waiting.push(go);
        if (!isGranting) void grant();
      });
    },
    ease() {
      const at = now();
      eased = { share: Math.max(shareMin, shareAt(at) / 2), at };
      // What was kept is gone: a burst is what it had too much of.
      void ledger((burst * 1000) / (ratePerSecond * eased.share), 0);
    },
  };
}

/** A ledger of this process's own. */
export function ownLedger(now: () => number = () => performance.now()): Ledger {
  let until = Number.NEGATIVE_INFINITY;
  return async (atLeastMs, byMs) => {
    const at = now();
    until = Math.max(until, at + atLeastMs) + byMs;
    return until - at;
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
