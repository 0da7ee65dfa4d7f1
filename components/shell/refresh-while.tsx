'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** As often as the fleet's own snapshot can change while a stack is at work. */
const intervalMs = 5000;

/** Draws the page anew every few seconds while something on it is going on and somebody looks at it. */
export function RefreshWhile({ isBusy }: { isBusy: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, intervalMs);
    return () => clearInterval(timer);
  }, [isBusy, router]);
  return null;
}
