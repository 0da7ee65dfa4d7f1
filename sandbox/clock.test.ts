import { describe, expect, it } from 'vitest';
import { OffsetClock } from './clock';

// Source: ours: a promise of the local AWS, no fact about AWS

/** A clock whose real time stands still: only `advance` moves it. */
function stopped() {
  return new OffsetClock(() => 1_000);
}

describe('OffsetClock', () => {
  it('calls back once, when the time is there and not before', () => {
    const clock = stopped();
    const called: number[] = [];
    clock.after(100, () => called.push(clock.now()));
    clock.advance(99);
    expect(called).toEqual([]);
    clock.advance(1);
    clock.advance(1000);
    expect(called).toEqual([1100]);
  });

  it('calls back in the order in which things are due, whatever the order of asking', () => {
    const clock = stopped();
    const called: string[] = [];
    clock.after(20, () => called.push('late'));
    clock.after(10, () => called.push('early'));
    clock.advance(3_600_000);
    expect(called).toEqual(['early', 'late']);
  });

  it('forgets what was cancelled, also by a neighbour of the same moment', () => {
    const clock = stopped();
    const called: string[] = [];
    const cancel = clock.after(20, () => called.push('cancelled'));
    clock.after(10, cancel);
    clock.advance(1000);
    expect(called).toEqual([]);
  });

  it('waits longer when it is set back', () => {
    const clock = stopped();
    const called: number[] = [];
    clock.after(100, () => called.push(clock.now()));
    clock.advance(-500);
    clock.advance(599);
    expect(called).toEqual([]);
    clock.advance(1);
    expect(called).toEqual([1100]);
  });

  it('follows real time by itself', async () => {
    const clock = new OffsetClock();
    const due = clock.now() + 5;
    await new Promise<void>((resolve) => {
      clock.after(5, resolve);
    });
    expect(clock.now()).toBeGreaterThanOrEqual(due);
  });
});
