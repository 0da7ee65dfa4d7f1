import { Download } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { Summary } from '@/components/ui/summary';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { Problem } from '@/lib/known';
import { isOld } from '@/lib/usage/old';

/** Files of what stands below, in both formats. */
export async function Downloads({
  hrefOf,
  kind,
}: {
  hrefOf: (format: 'csv' | 'json') => Route;
  kind: 'downloadDays' | 'downloadHours';
}) {
  const words = (await getI18n()).t('history');
  return (['csv', 'json'] as const).map((format) => (
    // A file is no page: the browser asks for it itself.
    <a
      key={format}
      href={hrefOf(format)}
      download
      aria-label={words(kind, { format: words(format) })}
      className={buttonVariants({ variant: 'ghost', size: 'sm' })}
    >
      <Download aria-hidden />
      {words(format)}
    </a>
  ));
}

/** Numbers with where they come from and when they were asked for; grey when they are old. */
export async function Sourced({
  source,
  asOf,
  since = null,
  problem,
  className,
  children,
}: {
  source: 'sourceUsage' | 'sourceLog' | 'readLog';
  asOf: Date;
  since?: Date | null;
  problem: Problem | null;
  className?: string;
  children: ReactNode;
}) {
  const words = (await getI18n()).t('history');
  const old = isOld({ asOf, problem });
  return (
    <div data-old={old || undefined} className={cn('flex flex-col gap-3', className)}>
      <div className={cn('flex min-w-0 flex-col gap-3', old && 'grayscale')}>{children}</div>
      <p className={cn('text-xs', old ? 'text-warn' : 'text-ink-muted')}>
        {words.rich(source, {
          when: () => <Time value={asOf} />,
          since: () => (since ? <Time value={since} as="full" /> : '–'),
        })}{' '}
        {old && words('old')}
      </p>
    </div>
  );
}

/** The numbers behind a picture, folded away. */
export async function Behind({ label, children }: { label: string; children: ReactNode }) {
  const words = (await getI18n()).t('history');
  return (
    <details>
      <Summary>{words('table')}</Summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className="mt-2 max-h-80 overflow-auto rounded-lg border border-line"
      >
        {children}
      </section>
    </details>
  );
}

/** One of a few, each a link; the chosen one is marked. */
export function Choice({
  label,
  options,
}: {
  label: string;
  options: readonly { name: ReactNode; href: Route; isChosen: boolean }[];
}) {
  return (
    <nav aria-label={label} className="flex shrink-0 rounded-md border border-line bg-surface">
      {options.map(({ name, href, isChosen }) => (
        <Link
          key={href}
          prefetch={false}
          href={href}
          scroll={false}
          aria-current={isChosen || undefined}
          className="flex h-8 items-center whitespace-nowrap px-2.5 text-ink-muted text-sm transition-colors first:rounded-l-md last:rounded-r-md hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent max-md:h-11"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
