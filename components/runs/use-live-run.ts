'use client';

import { useEffect, useRef, useState } from 'react';
import { useRefresh } from '@/components/shell/use-refresh';
import { routes } from '@/lib/routes';
import type { Run, RunEvent } from '@/lib/runs/types';
import { type Connection, followRun } from './follow-run';
import { isOver, mergeEvents } from './live-run';

/** Whether news come through, and when the last did; null before the first. */
export type Line = { connection: Connection; lastNewsAt: Date | null };

/**
 * A run as it goes on: what the server rendered, then every event of its stream, each once. At the run's end the
 * page is rendered anew, since the proxy or network it made or removed has changed.
 */
export function useLiveRun(initial: Run, initialEvents: readonly RunEvent[]) {
  const [run, setRun] = useState(initial);
  const [events, setEvents] = useState(initialEvents);
  const [line, setLine] = useState<Line>({
    connection: isOver(initial) ? 'over' : 'live',
    lastNewsAt: null,
  });
  // Every sign of life counts, and none but the last before a silence is ever shown.
  const newsAt = useRef<Date | null>(null);
  const refresh = useRef(() => {});
  refresh.current = useRefresh();
  const known = useRef(events);
  known.current = events;
  const wasOver = isOver(initial);

  // The page was rendered anew: its word is at least as new as ours.
  const [rendered, setRendered] = useState({ initial, initialEvents });
  if (rendered.initial !== initial || rendered.initialEvents !== initialEvents) {
    setRendered({ initial, initialEvents });
    setRun(isOver(run) && run.id === initial.id && !isOver(initial) ? run : initial);
    setEvents(run.id === initial.id ? mergeEvents(events, initialEvents) : initialEvents);
  }

  useEffect(() => {
    if (wasOver) return;
    const url = routes.runEvents(initial.id);
    return followRun((afterId) => `${url}?after=${afterId}`, known.current.at(-1)?.id ?? 0, {
      event: (event) => setEvents((before) => mergeEvents(before, [event])),
      run(next) {
        setRun(next);
        if (isOver(next)) refresh.current();
      },
      connection(connection) {
        if (connection === 'live') newsAt.current = new Date();
        const lastNewsAt = newsAt.current;
        setLine((before) =>
          before.connection === connection ? before : { connection, lastNewsAt },
        );
      },
      refused: () => void askWhy(url, refresh.current),
    });
  }, [initial.id, wasOver]);

  return { run, events, line };
}

/** A browser does not say why a stream was refused. Whoever has no session any more is led to sign in again. */
async function askWhy(url: string, refresh: () => void): Promise<void> {
  const asking = new AbortController();
  const answer = await fetch(url, { signal: asking.signal }).catch(() => null);
  asking.abort();
  if (answer?.status === 401) refresh();
}
