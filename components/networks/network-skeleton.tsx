import { Skeleton } from '@/components/ui/skeleton';

/** The network page's shape while AWS is asked. */
export function NetworkSkeleton() {
  return (
    <div className="px-4 pt-6 md:px-8">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-2 w-64" />
      <div className="mt-10 flex flex-col gap-5">
        {['w-80', 'w-64', 'w-96', 'w-72', 'w-80', 'w-60'].map((width) => (
          <div key={width} className="flex gap-4">
            <Skeleton className="w-40" />
            <Skeleton className={`max-w-full ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
