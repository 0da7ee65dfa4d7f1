'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { routes } from '@/lib/routes';

const againMs = 2_000;

/**
 * Draws the page anew as soon as the server can be reached. Unreached, the router would leave the page for the
 * browser's own error, and with it all that is known.
 */
export function useRefresh(): () => void {
  const router = useRouter();
  const work = useRef<{ stop(): void } | null>(null);
  useEffect(() => () => work.current?.stop(), []);
  return () => {
    work.current ??= whenReached(() => {
      work.current = null;
      router.refresh();
    });
  };
}

function whenReached(then: () => void): { stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const ask = async () => {
    const answer = await fetch(routes.health, { cache: 'no-store' }).catch(() => null);
    if (isStopped) return;
    if (answer?.ok) then();
    else timer = setTimeout(ask, againMs);
  };
  void ask();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
