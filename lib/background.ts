import 'server-only';
import { log } from './log';

/** Ends what was started; a promise where it has something to finish. */
export type Stop = () => void | Promise<void>;

/**
 * Does the work again and again, one round at a time; `pauseMs` says how long after a round the next begins, by what the
 * round took and what came of it, null where it failed. A failing round is logged as `event`.
 */
export function startRounds<T>(
  event: string,
  work: (isStopped: () => boolean) => Promise<T>,
  pauseMs: (tookMs: number, result: T | null) => number,
): Stop {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const round = async () => {
    const began = Date.now();
    const result = await work(() => isStopped).catch((error) => {
      log.error(event, { error });
      return null;
    });
    if (!isStopped) timer = setTimeout(round, pauseMs(Date.now() - began, result)).unref();
  };
  timer = setTimeout(round, 0).unref();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/**
 * Takes one turn after another while there is one, and then looks again every `lookMs`; so many at a time as there are
 * lanes. The work answers whether a turn was there. A failing one is logged as `event`.
 */
export function startTurns(
  event: string,
  work: () => Promise<boolean>,
  { lookMs, lanes = 1 }: { lookMs: number; lanes?: number },
): Stop {
  const stops = Array.from({ length: lanes }, () =>
    startRounds(event, work, (_, worked) => (worked ? 0 : lookMs)),
  );
  return () => {
    for (const stop of stops) void stop();
  };
}

/** Begins the work unless it is at it; one call meanwhile has it done once more. */
export function oneAtATime(event: string, work: () => Promise<void>): () => void {
  let isBusy = false;
  let isAsked = false;
  const begin = () => {
    isAsked = isBusy;
    if (isBusy) return;
    isBusy = true;
    work()
      .catch((error) => log.error(event, { error }))
      .finally(() => {
        isBusy = false;
        if (isAsked) begin();
      });
  };
  return begin;
}
