import { type ReactNode, useId } from 'react';
import { cn } from '@/lib/cn';

/** A part of a page under its own heading; a region that the heading names. */
export function Section({
  anchor,
  title,
  meta,
  actions,
  className,
  children,
}: {
  /** The part's name in links: `#usage`. */
  anchor?: string;
  title: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className={cn('min-w-0 scroll-mt-(--bar-top)', className)}
    >
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 id={id} className="font-semibold text-md">
            {title}
          </h2>
          {meta && <span className="text-ink-muted text-xs">{meta}</span>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
