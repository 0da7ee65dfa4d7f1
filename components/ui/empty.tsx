import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** A list with nothing in it: what would stand here, why it does not, and the one thing to do. */
export function Empty({
  title,
  children,
  action,
  isWholePage = false,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Nothing else is on the page: its action is the only one, and the header's own gives way. */
  isWholePage?: boolean;
  className?: string;
}) {
  return (
    <div
      data-whole-page={isWholePage || undefined}
      className={cn(
        'flex flex-col items-start gap-2 px-4 pb-10 md:px-8',
        isWholePage ? 'pt-2' : 'pt-10',
        className,
      )}
    >
      <div className="font-medium text-lg">{title}</div>
      {children && <div className="max-w-prose text-ink-muted">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
