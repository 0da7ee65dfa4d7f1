import type { Run, RunEvent } from '@/lib/runs/types';
import { isOver, readEvent, readRun } from './live-run';

/** `lost` while nothing comes through; it goes on by itself when it does again. */
export type Connection = 'live' | 'lost' | 'over';

export type Follower = {
  event(event: RunEvent): void;
  run(run: Run): void;
  connection(connection: Connection): void;
  /** The stream was refused, as it is when the session has ended: the page itself has to be asked. */
  refused(): void;
};

/** The server says something at least every 15 s. Silence beyond this is a broken line that nobody has noticed. */
export const silenceMsMax = 40_000;
const reopenMsMax = 10_000;

/**
 * Follows a run's stream from event `afterId` to the run's end, through broken, refused and silent lines; each time
 * from the last event it was told of. `urlOf` answers where the stream is. Answers how to stop.
 */
export function followRun(
  urlOf: (afterId: number) => string,
  afterId: number,
  follower: Follower,
): () => void {
  let lastId = afterId;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function open(): void {
    clearTimeout(timer);
    source?.close();
    const opened = new EventSource(urlOf(lastId));
    source = opened;
    heard();
    opened.onopen = live;
    opened.addEventListener('beat', live);
    opened.addEventListener('event', (message) => {
      const event = readEvent(message.data);
      lastId = Math.max(lastId, event.id);
      live();
      follower.event(event);
    });
    opened.addEventListener('run', (message) => {
      const run = readRun(message.data);
      live();
      if (isOver(run)) stop();
      follower.run(run);
      if (isOver(run)) follower.connection('over');
    });
    opened.onerror = () => {
      follower.connection('lost');
      // A broken line the browser opens again by itself; a refused one it gives up.
      if (opened.readyState !== EventSource.CLOSED) return;
      follower.refused();
      reopenIn(Math.min(reopenMsMax, 1000 * 2 ** failures));
      failures += 1;
    };
  }

  function live(): void {
    failures = 0;
    heard();
    follower.connection('live');
  }

  function heard(): void {
    reopenIn(silenceMsMax);
  }

  function reopenIn(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      follower.connection('lost');
      open();
    }, ms);
  }

  const offline = () => follower.connection('lost');
  window.addEventListener('offline', offline);
  window.addEventListener('online', open);
  open();

  function stop(): void {
    clearTimeout(timer);
    source?.close();
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', open);
  }
  return stop;
}
