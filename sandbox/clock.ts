import type { Clock } from './context';

/** The sandbox's clock, with an offset that can be kept and restored. */
export class OffsetClock implements Clock {
  offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }
}
