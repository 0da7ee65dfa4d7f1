import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** Short rows, one for each thing; what would stand here, where there is none. */
export function LineList({ none, children }: { none: ReactNode; children: readonly ReactNode[] }) {
  if (children.length === 0) return <p className="text-ink-muted text-sm">{none}</p>;
  return <ul className="divide-y divide-line border-line border-y text-sm">{children}</ul>;
}

/** `mark` says what is the matter, `children` the figure or the moment. */
export function Line({
  href,
  name,
  mark,
  children,
}: {
  href: Route;
  name: ReactNode;
  mark?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5">
      <Link
        prefetch={false}
        href={href}
        className="py-0.5 font-medium wrap-anywhere hover:underline"
      >
        {name}
      </Link>
      {mark}
      <span className="ml-auto flex items-center gap-3 text-ink-muted text-xs">{children}</span>
    </li>
  );
}
