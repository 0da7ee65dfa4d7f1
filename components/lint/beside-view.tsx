'use client';

import { use, useMemo } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import type { BesidePart, Cell, Row } from '@/lib/lint/beside';
import { type Basis, correctedTemplate } from '@/lib/lint/corrected';
import type { Part } from '@/lib/lint/parts';

/** The pasted template and the corrected one, resource kind by resource kind; on a phone one under the other. */
export function BesideView({
  text,
  params,
  basis,
}: {
  text: string;
  params: Record<string, string>;
  basis: Promise<Basis>;
}) {
  const t = useTranslations('lint.beside');
  const given = use(basis);
  const { stacks, parts } = useMemo(
    () => correctedTemplate(text, params, given),
    [text, params, given],
  );
  return (
    <div className="mt-3 overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-line border-b px-3 py-1.5 text-xs">
        <p className="text-ink-muted">
          <span className="font-mono text-danger">−</span> {t('onlyYours')}{' '}
          <span className="ml-3 font-mono text-good">+</span> {t('onlyOurs')}
        </p>
        <div className="flex flex-wrap max-md:-ml-3">
          {stacks.map(({ kind, yaml }) => (
            <CopyButton key={kind} value={yaml} label={t(`copy.${kind}`)} isLabelVisible />
          ))}
        </div>
      </div>
      {parts.map((each) => (
        <PartRows key={each.part} {...each} />
      ))}
    </div>
  );
}

/** Long, and in a stack that many proxies share: it is opened by who wants it. */
const isLong = (part: Part) => part === 'network' || part === 'function';

function PartRows({ part, rows }: BesidePart) {
  const t = useTranslations('lint.beside');
  const yours = rows.flatMap(({ left }) => left ?? []);
  const ours = rows.flatMap(({ right }) => right ?? []);
  // What only one side has is told by its name; its lines are there for who wants them.
  const isBoth = yours.length > 0 && ours.length > 0;
  const alone = ours.length > 0 ? 'oursAlone' : isLong(part) ? 'standing' : 'yoursAlone';
  const name = t(`part.${part}`);
  const differing = (cells: NonNullable<Cell>[]) => cells.filter(({ differs }) => differs).length;
  return (
    <details open={isBoth && !isLong(part)} className="border-line border-b last:border-b-0">
      <summary className="cursor-pointer bg-subtle px-3 py-2 text-sm focus-visible:-outline-offset-2 max-md:py-3">
        <span className="font-medium">{name}</span>
        <span className="ml-3 text-ink-muted text-xs tabular-nums">
          {isBoth ? t('marks', { yours: differing(yours), ours: differing(ours) }) : t(alone)}
        </span>
      </summary>
      <div
        className={cn('grid divide-line', isBoth && 'max-lg:divide-y lg:grid-cols-2 lg:divide-x')}
      >
        {yours.length > 0 && <Side part={name} side="left" rows={rows} isBoth={isBoth} />}
        {ours.length > 0 && <Side part={name} side="right" rows={rows} isBoth={isBoth} />}
      </div>
    </details>
  );
}

type SideProps = { part: string; side: 'left' | 'right'; rows: Row[]; isBoth: boolean };

function Side({ part, side, rows, isBoth }: SideProps) {
  const t = useTranslations('lint.beside');
  const label = t(side === 'left' ? 'yours' : 'ours');
  return (
    <section
      aria-label={`${part}: ${label}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-w-0 overflow-x-auto focus-visible:-outline-offset-2"
    >
      <p className="sticky left-0 px-3 pt-2 text-ink-faint text-xs">{label}</p>
      <pre className="w-max min-w-full py-2 font-mono text-xs leading-5">
        {rows.map(({ at, [side]: cell }) =>
          cell ? (
            <SideLine key={at} cell={cell} side={side} />
          ) : (
            // Holds the row open beside the other side's line; on a phone there is none beside it.
            <span key={at} className={cn('block min-h-5', isBoth && 'max-lg:hidden')} />
          ),
        )}
      </pre>
    </section>
  );
}

const signs = {
  left: { text: '−', line: 'bg-danger-soft before:text-danger' },
  right: { text: '+', line: 'bg-good-soft before:text-good' },
};

/** Number and sign are drawn before the line, so that what is selected and copied is the template alone. */
function SideLine({ cell, side }: { cell: NonNullable<Cell>; side: 'left' | 'right' }) {
  const { text, line } = signs[side];
  return (
    <span
      data-before={`${cell.number} ${cell.differs ? text : ' '}`}
      className={cn(
        'block min-h-5 pr-3 before:mr-2 before:inline-block before:w-14 before:text-right before:content-[attr(data-before)]',
        cell.differs ? line : 'before:text-ink-faint',
      )}
    >
      {cell.text}
      {'\n'}
    </span>
  );
}
