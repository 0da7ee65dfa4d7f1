import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { UsageDay } from '@/lib/usage/types';
import { chartTop } from './chart-scale';

/** Drawn twice, for a page and for a phone, so that the letters keep their size. */
const sizes = {
  wide: { width: 720, height: 168, labelEvery: 7, className: 'max-md:hidden' },
  narrow: { width: 356, height: 180, labelEvery: 14, className: 'md:hidden' },
} as const;

const plot = { left: 44, right: 8, top: 18, bottom: 22 };

/**
 * Calls a UTC day as columns, the limit as a line, drawn on the server. The numbers stand in the table behind it; the
 * picture's own text says the sum, the busiest day and the limit.
 */
export function UsageChart(chart: {
  days: readonly UsageDay[];
  /** One day's limit; null where there is none, or where the period is longer than a day. */
  limit: number | null;
  label: string;
}) {
  return (
    <>
      <Drawing {...chart} size="wide" />
      <Drawing {...chart} size="narrow" />
    </>
  );
}

async function Drawing({
  days,
  limit,
  label,
  size,
}: Parameters<typeof UsageChart>[0] & { size: keyof typeof sizes }) {
  const { width, height, labelEvery, className } = sizes[size];
  const { t, format } = await getI18n();
  const words = t('usage');
  const most = Math.max(0, ...days.map(({ used }) => used));
  const { top, showsLimit } = chartTop(most, limit);
  const inner = { width: width - plot.left - plot.right, height: height - plot.top - plot.bottom };
  const y = (value: number) => plot.top + inner.height * (1 - value / top);
  const step = inner.width / Math.max(1, days.length);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className={cn('block h-auto w-full overflow-visible text-xs', className)}
    >
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line
            x1={plot.left}
            x2={width - plot.right}
            y1={y(value)}
            y2={y(value)}
            className="stroke-line"
          />
          <text x={plot.left - 8} y={y(value) + 4} textAnchor="end" className="fill-ink-muted">
            {format.number(value)}
          </text>
        </g>
      ))}
      {days.map(({ date, used }, index) => (
        <Column
          key={date}
          x={plot.left + index * step}
          width={step}
          y={y(used)}
          floor={y(0)}
          tone={
            limit !== null && used >= limit ? 'spent' : index === days.length - 1 ? 'today' : 'day'
          }
          title={`${date}: ${format.number(used)}`}
        />
      ))}
      {showsLimit && limit !== null && (
        <g>
          <line
            x1={plot.left}
            x2={width - plot.right}
            y1={y(limit)}
            y2={y(limit)}
            className="stroke-danger"
            strokeDasharray="4 3"
          />
          <text x={width - plot.right} y={y(limit) - 5} textAnchor="end" className="fill-danger">
            {words('limit', { limit })}
          </text>
        </g>
      )}
      {days.map(({ date }, index) => {
        const isLabelled = index === 0 || (days.length - 1 - index) % labelEvery === 0;
        // The first would run into the next.
        if (!isLabelled || (index > 0 && index < labelEvery / 2)) return null;
        return (
          <text
            key={date}
            x={plot.left + (index + 0.5) * step}
            y={height - 6}
            textAnchor={index === 0 ? 'start' : index === days.length - 1 ? 'end' : 'middle'}
            className="fill-ink-muted"
          >
            {shortDay(format.locale, date)}
          </text>
        );
      })}
    </svg>
  );
}

const tones = { day: 'fill-accent-line', today: 'fill-accent', spent: 'fill-danger' };

function Column({
  x,
  width: step,
  y,
  floor,
  tone,
  title,
}: {
  x: number;
  width: number;
  y: number;
  floor: number;
  tone: keyof typeof tones;
  title: string;
}) {
  const bar = Math.max(2, step * 0.8);
  return (
    <g>
      <title>{title}</title>
      <rect
        x={x}
        y={plot.top}
        width={step}
        height={floor - plot.top}
        className="fill-transparent"
      />
      <rect
        x={x + (step - bar) / 2}
        y={Math.min(y, floor - (y < floor ? 1 : 0))}
        width={bar}
        height={Math.max(floor - y, y < floor ? 1 : 0)}
        rx={1.5}
        className={tones[tone]}
      />
    </g>
  );
}

function shortDay(locale: string, date: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}
