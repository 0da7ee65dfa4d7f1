import type { ReactNode } from 'react';

/** One of the figures on top of a proxy's page: what it is, its state, and the number. */
export function Figure({
  label,
  state,
  children,
}: {
  label: ReactNode;
  state?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-32 min-w-0 flex-col gap-2 px-4 py-4 md:px-6 md:first:pl-8 md:last:pr-8">
      <div className="flex min-h-5 flex-wrap items-center justify-between gap-x-3">
        <h2 className="font-medium text-ink-muted text-sm">{label}</h2>
        {state && <span className="text-sm">{state}</span>}
      </div>
      {children}
    </div>
  );
}

/** The figures side by side, told apart by lines; one above the other on a phone. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="grid border-line border-y max-md:divide-y md:grid-cols-3 md:divide-x divide-line"
    >
      {children}
    </section>
  );
}
