import type { ReactNode } from 'react';
import { type Bilingual, bilingual } from '@/lib/i18n/bilingual';

export const words = bilingual();

type Say = (of: Bilingual['en']) => string;

/** The same in both languages, one beside the other; said once where both say the same. */
export function Both({ say }: { say: Say }) {
  const [en, ja] = [say(words.en), say(words.ja)];
  return (
    <>
      <span lang="en">{en}</span>
      {ja !== en && (
        <>
          {' '}
          <span lang="ja" className="text-ink-muted">
            {ja}
          </span>
        </>
      )}
    </>
  );
}

/** A part of the page, with what it rests on and of when that is. */
export function Part({
  title,
  sourced,
  className,
  children,
}: {
  title: Say;
  sourced: { source: string; asOf: string | null };
  className?: string;
  children: ReactNode;
}) {
  const { source, asOf } = sourced;
  return (
    <section className={className}>
      <h2 className="border-line-strong border-b pb-0.5 font-semibold text-sm">
        <Both say={title} />
      </h2>
      <div className="mt-1 text-xs">{children}</div>
      <p className="mt-1 text-ink-faint text-xs">
        <Both say={(of) => of.passport('source')} /> {source},{' '}
        <Both say={(of) => of.passport('asOf')} />{' '}
        {asOf === null ? <Both say={(of) => of.passport('notKnown')} /> : momentOf(asOf)}
      </p>
    </section>
  );
}

/** `2026-11-26 12:00 UTC`: what both languages read alike. */
export function momentOf(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function Pairs({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs max-md:grid-cols-1">
      {children}
    </dl>
  );
}

export function Pair({ name, children }: { name: Say; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">
        <Both say={name} />
      </dt>
      <dd className="wrap-anywhere min-w-0">{children}</dd>
    </>
  );
}
