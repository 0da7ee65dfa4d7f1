import type { Clock } from '../context';
import type { UpstreamAnswer } from './upstream-request';

/** S-STREAM: how long a regional or private stream may be silent. */
const idleMs = 300_000;
/** S-STREAM: so much goes as fast as it can, what follows at 2 MB a second. A MB is 2^20 bytes here: UNCONFIRMED. */
const freeBytes = 10 * 1024 * 1024;
const bytesPerMs = (2 * 1024 * 1024) / 1000;

/**
 * An upstream's body as it comes. It takes no more from the upstream than the caller takes from it. Throws when the
 * upstream breaks off or falls silent too long; the answer then ends without its end. A caller that does not read
 * makes no silence (INFERENCE).
 */
export async function* streamBody(
  clock: Clock,
  { incoming, release }: UpstreamAnswer,
  hungUp: AbortSignal,
): AsyncGenerator<Buffer> {
  const chunks = incoming[Symbol.asyncIterator]();
  const pace = new Pace(clock, hungUp);
  try {
    for (;;) {
      const cancel = clock.after(idleMs, () => incoming.destroy(new Error('stream idle')));
      const { done, value } = await chunks.next().finally(cancel);
      if (done) return;
      yield* pace.parts(value as Buffer);
    }
  } finally {
    release();
    incoming.destroy();
  }
}

/** Hands out bytes no faster than the bandwidth allows, reckoned from when the free ones were used up. */
class Pace {
  readonly #clock: Clock;
  readonly #hungUp: AbortSignal;
  #sent = 0;
  #limitedSince: number | null = null;

  constructor(clock: Clock, hungUp: AbortSignal) {
    this.#clock = clock;
    this.#hungUp = hungUp;
  }

  async *parts(chunk: Buffer): AsyncGenerator<Buffer> {
    let rest = chunk;
    while (rest.length > 0) {
      const part = rest.subarray(0, this.#allowed());
      if (part.length > 0) {
        this.#sent += part.length;
        rest = rest.subarray(part.length);
        yield part;
      } else await this.#until(this.#sent + rest.length);
    }
  }

  #allowed(): number {
    if (this.#sent < freeBytes) return freeBytes - this.#sent;
    this.#limitedSince ??= this.#clock.now();
    const elapsedMs = Math.max(0, this.#clock.now() - this.#limitedSince);
    return Math.floor(freeBytes + elapsedMs * bytesPerMs) - this.#sent;
  }

  /** Waits until so many bytes may have gone, or nobody wants them any more. */
  async #until(bytes: number): Promise<void> {
    const since = this.#limitedSince ?? this.#clock.now();
    const due = since + (bytes - freeBytes) / bytesPerMs;
    const cleared: (() => void)[] = [];
    await new Promise<void>((resolve) => {
      const stop = () => resolve();
      this.#hungUp.addEventListener('abort', stop, { once: true });
      cleared.push(() => this.#hungUp.removeEventListener('abort', stop));
      cleared.push(this.#clock.after(Math.max(0, due - this.#clock.now()), stop));
    });
    for (const clear of cleared) clear();
    this.#hungUp.throwIfAborted();
  }
}
