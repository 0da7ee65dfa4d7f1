import { Skeleton } from '@/components/ui/skeleton';

const fields = ['w-full', 'w-2/3', 'w-full', 'w-full', 'w-1/2', 'w-full'];

/** The form's shape while its choices are read. */
export function ProxyFormSkeleton() {
  return (
    <div className="grid gap-x-10 px-4 pb-10 md:px-8 lg:grid-cols-2">
      <div className="flex max-w-2xl flex-col gap-6 pt-2">
        {fields.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity
          <div key={index} className="flex flex-col gap-2">
            <Skeleton className="w-28" />
            <Skeleton className={`h-8 ${width}`} />
          </div>
        ))}
      </div>
      <div className="hidden lg:block">
        <Skeleton className="h-[70dvh] w-full" />
      </div>
    </div>
  );
}
