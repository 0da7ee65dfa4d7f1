import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** A page's name, what is to be known about it at a glance, and its actions; on a phone many stand below it. */
export function PageHeader({
  above,
  title,
  meta,
  actions,
  className,
}: {
  /** The way back up: a link to the list. */
  above?: ReactNode;
  title: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header
      className={cn(
        'flex items-start justify-between gap-x-6 gap-y-3 px-4 pt-6 pb-4 max-md:flex-wrap max-md:gap-x-3 md:px-8',
        className,
      )}
    >
      <div className="min-w-0 max-md:grow max-md:basis-40">
        {above && (
          <div className="mb-1 text-ink-muted text-sm [&_a:hover]:text-ink [&_a:hover]:underline">
            {above}
          </div>
        )}
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {meta && <div className="mt-0.5 min-h-5 text-ink-muted text-sm">{meta}</div>}
      </div>
      {actions && (
        <div className="flex max-w-full shrink-0 flex-wrap items-center gap-2">{actions}</div>
      )}
    </header>
  );
}
