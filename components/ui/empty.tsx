import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** A list with nothing in it: what would stand here, why it does not, and the one thing to do. */
export function Empty({
  title,
  children,
  action,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('flex flex-col items-start gap-2 px-4 py-10 md:px-8', className)}>
      <div className="font-medium text-lg">{title}</div>
      {children && <div className="max-w-prose text-ink-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
