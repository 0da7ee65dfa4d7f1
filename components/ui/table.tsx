import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/cn';

/** One dense table under a name that screen readers announce. `TableFrame` puts its text on the page's margin. */
export function Table({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <table aria-label={label} className={cn('w-full border-collapse text-left text-sm', className)}>
      {children}
    </table>
  );
}

/** Rows reach 12 px beyond the page's margin, so that their text stands on it and a hovered row has air. */
export function TableFrame({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('px-1 md:px-5', className)}>{children}</div>;
}

/** Header row; with `isSticky` it stays below the top bar while the page scrolls. */
export function TableHead({
  isSticky = false,
  children,
}: {
  isSticky?: boolean;
  children: ReactNode;
}) {
  return (
    <thead
      className={cn(
        'text-ink-muted text-xs shadow-[inset_0_-1px_0_var(--line)]',
        isSticky && 'sticky top-(--bar-top) z-5 bg-canvas',
      )}
    >
      <tr>{children}</tr>
    </thead>
  );
}

/** A column's name. `sort` says how the column is sorted now; `children` may be the link that sorts it. */
export function TableHeader({
  sort,
  isNumber = false,
  className,
  children,
  ...rest
}: ComponentProps<'th'> & { sort?: 'ascending' | 'descending'; isNumber?: boolean }) {
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={cn('h-9 whitespace-nowrap px-3 font-medium', isNumber && 'text-right', className)}
      {...rest}
    >
      {children}
    </th>
  );
}

export function SortMark({ sort }: { sort: 'ascending' | 'descending' | undefined }) {
  if (sort === undefined) return null;
  const Icon = sort === 'ascending' ? ArrowUp : ArrowDown;
  return <Icon aria-hidden className="size-3" />;
}

/** A row. Where it opens something, its first link covers it (`TableLink`). */
export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      className={cn(
        'group relative border-line border-b last:border-b-0 has-[.row-link]:hover:bg-hover',
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({
  isNumber = false,
  className,
  ...rest
}: ComponentProps<'td'> & { isNumber?: boolean }) {
  return <td className={cn('h-10 px-3 py-1.5', isNumber && 'text-right', className)} {...rest} />;
}

/** Put on a row's link, it makes the whole row a target while the link keeps the keyboard and the name. */
export const rowLinkClass =
  'row-link font-medium text-ink after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent';
