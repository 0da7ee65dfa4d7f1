import type { Route } from 'next';
import Link from 'next/link';
import { StateMark, type StateName } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';

export type HomeFigure = {
  label: string;
  count: number;
  state: StateName | null;
  href: Route;
};

/** Numbers side by side, each the way to what it counts. */
export async function FigureStrip({ figures }: { figures: readonly HomeFigure[] }) {
  const { format } = await getI18n();
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] overflow-hidden border-line border-y">
      {figures.map(({ label, count, state, href }) => (
        <li
          key={label}
          className="relative -mr-px -mb-px border-line border-r border-b px-3 py-2.5 hover:bg-hover"
        >
          <Link prefetch={false} href={href} className="after:absolute after:inset-0">
            <span className="block font-semibold text-lg tabular-nums">{format.number(count)}</span>
            <span className="flex items-center gap-1.5 text-ink-muted text-xs">
              {state && <StateMark state={state} />}
              {label}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
