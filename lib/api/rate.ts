import { AppError } from '../errors';

/** What is counted apart: who reads a lot is not kept from acting, nor their browser by what their tokens do. */
export type RateKind = 'read' | 'write' | 'action';

export type Rate = { kind: RateKind; max: number; left: number; resetS: number };

const windowMs = 60_000;

type Window = { endsAt: number; count: number };

/**
 * Counts requests of each person in windows of a minute, in this process: a read is to cost no write to a database.
 * With several replicas a person therefore has at most the limit times their number.
 */
export class RateCounter {
  private readonly windows = new Map<string, Window>();
  private sweptAt = 0;

  /** Counts one request; throws RateExceeded past `max`. */
  spend(personId: string, kind: RateKind, max: number, now = Date.now()): Rate {
    this.sweep(now);
    const key = `${kind}:${personId}`;
    const known = this.windows.get(key);
    const window = known && known.endsAt > now ? known : { endsAt: now + windowMs, count: 0 };
    this.windows.set(key, window);
    const resetS = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    window.count += 1;
    const excess = window.count - max;
    if (excess > 0) throw new RateExceeded({ kind, max, left: 0, resetS }, excess);
    return { kind, max, left: max - window.count, resetS };
  }

  /** Forgets what is over, so that it holds no more than a minute's people. */
  private sweep(now: number): void {
    if (now - this.sweptAt < windowMs) return;
    this.sweptAt = now;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }

  get size(): number {
    return this.windows.size;
  }
}

/** `throttled`, by us and not by AWS. */
export class RateExceeded extends AppError {
  constructor(
    readonly rate: Rate,
    /** The how manieth past the limit this was. */
    readonly excess: number,
  ) {
    super('throttled', `too many ${rate.kind} requests`, {
      reason: { id: 'tooManyRequests', most: rate.max, waitS: rate.resetS },
      detail: `${rate.max} ${rate.kind} requests a minute; again in ${rate.resetS} s`,
    });
    this.name = 'RateExceeded';
  }
}

/** `RateLimit` and `RateLimit-Policy` as draft-ietf-httpapi-ratelimit-headers-10 has them. */
export function rateHeaders({ kind, max, left, resetS }: Rate): Record<string, string> {
  return {
    'ratelimit-policy': `"${kind}";q=${max};w=${windowMs / 1000}`,
    ratelimit: `"${kind}";r=${left};t=${resetS}`,
  };
}
