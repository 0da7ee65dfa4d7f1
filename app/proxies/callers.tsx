import { Suspense } from 'react';
import { RecentCallers, RecentCallersSkeleton } from '@/components/proxies/recent-callers';
import { readCallers } from '@/lib/usage/callers';

/** Who called these proxies in the last seven days, for a dialog that would delete them. */
export function Callers({ proxies }: { proxies: readonly string[] }) {
  return (
    <Suspense fallback={<RecentCallersSkeleton />}>
      <Known proxies={proxies} />
    </Suspense>
  );
}

async function Known({ proxies }: { proxies: readonly string[] }) {
  return <RecentCallers {...(await readCallers(proxies))} />;
}
