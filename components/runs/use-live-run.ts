'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { routes } from '@/lib/routes';
import type { Run, RunEvent } from '@/lib/runs/types';
import { isOver, mergeEvents, readEvent, readRun } from './live-run';

/** While no stream can be had, the page itself is asked anew this often. */
const pollMs = 5_000;

export type Connection = 'live' | 'reconnecting' | 'over';

/**
 * A run as it goes on: what the server rendered, then every event of its stream, each once. At the run's end the
 * page is rendered anew, since the proxy or network it made or removed has changed; where the stream cannot be had,
 * that happens every few seconds instead.
 */
export function useLiveRun(initial: Run, initialEvents: readonly RunEvent[]) {
  const router = useRouter();
  const [run, setRun] = useState(initial);
  const [events, setEvents] = useState(initialEvents);
  const [connection, setConnection] = useState<Connection>(isOver(initial) ? 'over' : 'live');
  const refresh = useRef(router.refresh);
  refresh.current = router.refresh;
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
    let poll: ReturnType<typeof setInterval> | undefined;
    const source = new EventSource(routes.runEvents(initial.id));
    source.onopen = () => {
      clearInterval(poll);
      setConnection('live');
    };
    source.addEventListener('event', (message) => {
      setEvents((known) => mergeEvents(known, [readEvent(message.data)]));
    });
    source.addEventListener('run', (message) => {
      const next = readRun(message.data);
      setRun(next);
      if (!isOver(next)) return;
      source.close();
      setConnection('over');
      refresh.current();
    });
    source.onerror = () => {
      setConnection('reconnecting');
      if (source.readyState !== EventSource.CLOSED) return;
      poll ??= setInterval(() => refresh.current(), pollMs);
    };
    return () => {
      source.close();
      clearInterval(poll);
    };
  }, [initial.id, wasOver]);

  return { run, events, connection };
}
