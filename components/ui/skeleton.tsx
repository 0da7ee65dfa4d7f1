import { cn } from '@/lib/cn';

/** A grey stand-in of the final shape. It appears only when the answer takes longer than a glance. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('skeleton block h-4', className)} />;
}
