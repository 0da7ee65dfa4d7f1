'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { routes } from '@/lib/routes';

/** What a page does once a run has begun on it: it shows the run; the page of an earlier run leads to its own. */
export function useBegun(): (runId: string) => void {
  const router = useRouter();
  const path = usePathname();
  return useCallback(
    (runId) => {
      const own = routes.run(runId);
      if (path.startsWith(`${routes.runs}/`) && path !== own) router.push(own);
      else router.refresh();
    },
    [router, path],
  );
}
