import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Connection, followRun, silenceMsMax } from './follow-run';

/** A stream whose other end is the test. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  close() {
    this.readyState = Stream.CLOSED;
  }
  say(name: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
  breaks() {
    this.onerror?.();
  }
  isRefused() {
    this.close();
    this.onerror?.();
  }
}

const at = '2026-01-02T03:04:05Z';
const run = (state: string) => ({ id: 'run_1', state, steps: [], requestedAt: at });
const latest = () => Stream.opened.at(-1) as Stream;

let told: Connection[];
let heard: unknown[];
let refusals: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('window', new EventTarget());
  Stream.opened = [];
  told = [];
  heard = [];
  refusals = 0;
  stop = followRun((afterId) => `/events?after=${afterId}`, 3, {
    event: ({ id }) => heard.push(id),
    run: ({ state }) => heard.push(state),
    connection: (connection) => told.push(connection),
    refused: () => {
      refusals += 1;
    },
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('following a run', () => {
  it('begins after what the page holds, and ends with the run', () => {
    expect(latest().url).toBe('/events?after=3');
    latest().onopen?.();
    latest().say('event', { id: 4, at });
    latest().say('run', run('succeeded'));
    expect(heard).toEqual([4, 'succeeded']);
    expect(told.at(-1)).toBe('over');
    expect(latest().readyState).toBe(Stream.CLOSED);
    vi.advanceTimersByTime(10 * silenceMsMax);
    expect(Stream.opened).toHaveLength(1);
  });

  it('leaves a broken line to the browser, and says that it is broken', () => {
    latest().onopen?.();
    latest().breaks();
    expect(told.at(-1)).toBe('lost');
    vi.advanceTimersByTime(silenceMsMax - 1);
    expect(Stream.opened).toHaveLength(1);
    latest().onopen?.();
    expect(told.at(-1)).toBe('live');
  });

  it('opens a refused stream again, later and later, from the last event it was told of', () => {
    latest().say('event', { id: 9, at });
    for (const ms of [1000, 2000, 4000, 8000, 10_000, 10_000]) {
      latest().isRefused();
      const opened = Stream.opened.length;
      vi.advanceTimersByTime(ms - 1);
      expect(Stream.opened).toHaveLength(opened);
      vi.advanceTimersByTime(1);
      expect(Stream.opened).toHaveLength(opened + 1);
      expect(latest().url).toBe('/events?after=9');
    }
    expect(refusals).toBe(6);
  });

  it('takes silence for a broken line, and a beat for a sign of life', () => {
    latest().onopen?.();
    vi.advanceTimersByTime(silenceMsMax - 1);
    latest().say('beat', {});
    vi.advanceTimersByTime(silenceMsMax - 1);
    expect(Stream.opened).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(told.at(-1)).toBe('lost');
    expect(Stream.opened).toHaveLength(2);
  });

  it('says at once when the machine is offline, and opens anew when it is back', () => {
    latest().onopen?.();
    window.dispatchEvent(new Event('offline'));
    expect(told.at(-1)).toBe('lost');
    window.dispatchEvent(new Event('online'));
    expect(Stream.opened).toHaveLength(2);
    latest().onopen?.();
    expect(told.at(-1)).toBe('live');
  });

  it('opens nothing once it is stopped', () => {
    stop();
    window.dispatchEvent(new Event('online'));
    vi.advanceTimersByTime(10 * silenceMsMax);
    expect(Stream.opened).toHaveLength(1);
  });
});
