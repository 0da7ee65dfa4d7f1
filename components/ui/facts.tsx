import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** Names and values, one beside the other; on a phone, or with `isStacked`, one above the other. */
export function Facts({
  isStacked = false,
  className,
  children,
}: {
  isStacked?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <dl
      className={cn(
        'text-sm *:max-md:flex-col *:max-md:gap-0.5',
        isStacked && '*:flex-col *:gap-0.5',
        className,
      )}
    >
      {children}
    </dl>
  );
}

export function Fact({
  name,
  hint,
  children,
}: {
  name: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-9 gap-4 border-line border-b py-2 last:border-b-0">
      <dt className="w-44 shrink-0 text-ink-muted">{name}</dt>
      <dd className="min-w-0 flex-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">{children}</span>
        {hint && <span className="block text-ink-muted text-xs">{hint}</span>}
      </dd>
    </div>
  );
}
