import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { streamRun } from './stream';

const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Whether the stream has ended, after all that was sent so far was read. */
function reading(stream: ReadableStream<Uint8Array>) {
  const state = { isOver: false };
  const reader = stream.getReader();
  const read = async () => {
    while (!(await reader.read()).done);
    state.isOver = true;
  };
  void read();
  return state;
}

describe('an event stream', () => {
  it.each([
    ['is not theirs to read any more', async () => false],
    ['cannot be asked for', () => Promise.reject(new Error('no database'))],
  ])('ends within a minute where what it tells %s', async (_, answer) => {
    let holds: () => Promise<boolean> = async () => true;
    const stop = vi.fn();
    const { signal } = new AbortController();
    const state = reading(
      streamRun(
        'r',
        0,
        signal,
        () => holds(),
        async () => stop,
      ),
    );
    await vi.advanceTimersByTimeAsync(10 * minuteMs);
    expect(state.isOver).toBe(false);
    holds = answer;
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(state.isOver).toBe(true);
    expect(stop).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
