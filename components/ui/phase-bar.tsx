import { cn } from '@/lib/cn';

export type PhaseSegment = {
  id: string;
  label: string;
  /** Which colour of the series it has, from 0. */
  series: number;
  /** Null where the phase was not reached. */
  ms: number | null;
  /** Its length as text, such as "12 ms". */
  text: string;
};

const fills = [
  'bg-series-1',
  'bg-series-2',
  'bg-series-3',
  'bg-series-4',
  'bg-series-5',
  'bg-series-6',
];

/**
 * The phases of one exchange, stacked in proportion, with a legend that holds the numbers. `isCompact` leaves the
 * legend to screen readers.
 */
export function PhaseBar({
  phases,
  label,
  isCompact = false,
  className,
}: {
  phases: readonly PhaseSegment[];
  /** The whole in words, such as "DNS 2 ms, TCP 1 ms …; 214 ms in total". */
  label: string;
  isCompact?: boolean;
  className?: string;
}) {
  const total = phases.reduce((sum, { ms }) => sum + (ms ?? 0), 0);
  return (
    <div className={cn('min-w-0', className)}>
      <div
        role="img"
        aria-label={label}
        className={cn(
          'flex gap-px overflow-hidden rounded-sm bg-subtle',
          isCompact ? 'h-1.5' : 'h-2',
        )}
      >
        {phases.map(({ id, ms, series }) =>
          ms === null || total === 0 ? null : (
            <span
              key={id}
              className={cn('min-w-0.5', fills[series])}
              style={{ flexGrow: Math.max(ms / total, 0.004) }}
            />
          ),
        )}
      </div>
      {!isCompact && (
        <dl className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {phases.map(({ id, label: word, text, series }) => (
            <div key={id} className="flex items-center gap-1.5">
              <dt className="flex items-center gap-1.5 text-ink-muted">
                <span aria-hidden="true" className={cn('size-2 rounded-xs', fills[series])} />
                {word}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
