import { Figures } from '@/components/proxies/figure';
import { ProxyHeaderSkeleton } from '@/components/proxies/proxy-header';
import { Skeleton } from '@/components/ui/skeleton';
import { UsagePanelSkeleton } from '@/components/usage/usage-panel';

/** The page's shape while AWS is asked whether the proxy exists. */
export default function Loading() {
  return (
    <>
      <ProxyHeaderSkeleton />
      <Figures label="">
        {['quota', 'probe', 'live'].map((figure) => (
          <div key={figure} className="flex min-h-32 flex-col gap-3 px-4 py-4 md:px-6">
            <Skeleton className="w-24" />
            <Skeleton className="h-8 w-36" />
            <Skeleton className="w-full" />
          </div>
        ))}
      </Figures>
      <div className="px-4 pt-8 md:px-8 xl:max-w-[60%]">
        <UsagePanelSkeleton />
      </div>
    </>
  );
}
