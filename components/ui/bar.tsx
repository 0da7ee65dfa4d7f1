import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const fill = { plenty: 'bg-accent', near: 'bg-warn', spent: 'bg-danger' } as const;

/** How much of a limit is left: a thin bar with its number. The number is the text; the bar repeats it. */
export function Bar({
  left,
  limit,
  state,
  label,
  size = 'sm',
  className,
}: {
  left: number;
  limit: number;
  state: keyof typeof fill;
  /** The number with its denominator, such as "6,120 of 20,000 left". */
  label: ReactNode;
  size?: 'sm' | 'lg';
  className?: string;
}) {
  const share = limit > 0 ? Math.min(1, Math.max(0, left / limit)) : 0;
  const track = (
    <span
      aria-hidden="true"
      className={cn(
        'block overflow-hidden rounded-full bg-subtle inset-ring inset-ring-line',
        size === 'sm' ? 'h-1.5 w-16 shrink-0' : 'h-2 w-full',
      )}
    >
      <span
        className={cn('block h-full rounded-full', fill[state])}
        style={{ width: share === 0 ? 0 : `max(2px, ${(share * 100).toFixed(2)}%)` }}
      />
    </span>
  );
  if (size === 'lg') {
    return (
      <div className={cn('flex flex-col gap-2', className)}>
        {label}
        {track}
      </div>
    );
  }
  return (
    <span
      className={cn('inline-flex items-center gap-2 whitespace-nowrap align-bottom', className)}
    >
      {track}
      {label}
    </span>
  );
}
