import type { Clock } from './context';

type Waiting = { due: number; callback: () => void; timer: NodeJS.Timeout | undefined };

/** The longest that a timer of Node's can wait. */
const timerMsMax = 2 ** 31 - 1;

/**
 * The sandbox's clock, with an offset that can be kept and restored. `time` is what real time is, in milliseconds
 * since 1970; a test that stops it decides alone when anything is due.
 */
export class OffsetClock implements Clock {
  readonly #time: () => number;
  readonly #waiting = new Set<Waiting>();
  #offsetMs = 0;

  constructor(time: () => number = Date.now) {
    this.#time = time;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  set offsetMs(value: number) {
    this.#offsetMs = value;
    for (const it of [...this.#waiting].sort((a, b) => a.due - b.due)) this.#check(it);
  }

  now(): number {
    return this.#time() + this.#offsetMs;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  after(ms: number, callback: () => void): () => void {
    const waiting: Waiting = { due: this.now() + ms, callback, timer: undefined };
    this.#waiting.add(waiting);
    this.#arm(waiting);
    return () => this.#forget(waiting);
  }

  #check(waiting: Waiting): void {
    // An earlier one of the same round may have cancelled it.
    if (!this.#waiting.has(waiting)) return;
    clearTimeout(waiting.timer);
    if (this.now() < waiting.due) {
      this.#arm(waiting);
      return;
    }
    this.#forget(waiting);
    waiting.callback();
  }

  #arm(waiting: Waiting): void {
    const leftMs = Math.max(1, waiting.due - this.now());
    waiting.timer = setTimeout(() => this.#check(waiting), Math.min(leftMs, timerMsMax));
    waiting.timer.unref();
  }

  #forget(waiting: Waiting): void {
    clearTimeout(waiting.timer);
    this.#waiting.delete(waiting);
  }
}
