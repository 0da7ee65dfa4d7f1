import { Check, ChevronDown } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export type FilterOption = {
  value: string;
  label: ReactNode;
  count?: string;
  isChosen: boolean;
  href: Route;
};

/** A filter as a chip: it says what is chosen, and opens the list of what may be. Each choice is a link. */
export function FilterMenu({
  id,
  name,
  options,
  summary,
  isInline = false,
}: {
  id: string;
  name: string;
  options: readonly FilterOption[];
  /** The chosen values in words; empty when nothing is chosen. */
  summary: string;
  /** A word of a sentence instead of a chip: it shows the choice alone, which the name is heard with. */
  isInline?: boolean;
}) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={isInline ? `${name}: ${summary}` : undefined}
        className={cn(
          isInline &&
            'inline-flex min-h-6 items-center gap-1 whitespace-nowrap rounded-sm font-medium text-accent underline decoration-accent-line underline-offset-4 hover:decoration-accent max-md:min-h-11',
          !isInline &&
            'inline-flex h-8 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border px-2.5 text-sm transition-colors max-md:h-11',
          !isInline &&
            (summary
              ? 'border-accent-line bg-accent-soft text-accent'
              : 'border-line bg-surface text-ink-muted hover:bg-hover hover:text-ink'),
        )}
      >
        {isInline ? (
          summary
        ) : summary ? (
          <span className="max-w-56 truncate">
            {name}: <span className="font-medium">{summary}</span>
          </span>
        ) : (
          name
        )}
        <ChevronDown aria-hidden className="size-3.5" />
      </button>
      <div id={id} popover="auto" className="anchored max-h-96 min-w-48 overflow-y-auto p-1">
        <ul aria-label={name}>
          {options.map(({ value, label, count, isChosen, href }) => (
            <li key={value}>
              <Link
                prefetch={false}
                href={href}
                scroll={false}
                aria-current={isChosen || undefined}
                className="flex h-8 items-center gap-2 rounded-md px-2 text-sm hover:bg-subtle focus-visible:-outline-offset-2 max-md:h-11"
              >
                <Check aria-hidden className={cn('size-4 text-accent', !isChosen && 'invisible')} />
                <span className="min-w-0 flex-1 truncate">{label}</span>
                {count && <span className="text-ink-muted text-xs">{count}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
