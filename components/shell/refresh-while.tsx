'use client';

import { useEffect, useRef } from 'react';
import { useRefresh } from './use-refresh';

/** As often as the fleet's own snapshot can change while a stack is at work. */
const intervalMs = 5000;

/** Draws the page anew every few seconds while something on it is going on and somebody looks at it. */
export function RefreshWhile({ isBusy }: { isBusy: boolean }) {
  const refresh = useRef(() => {});
  refresh.current = useRefresh();
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh.current();
    }, intervalMs);
    return () => clearInterval(timer);
  }, [isBusy]);
  return null;
}
