'use client';

import { cn } from '@/lib/cn';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { type ColumnChartProps, swatches } from './column-chart-types';

/** The names of what is drawn, each with its number in the column under the cursor, or over all of them. */
export function ChartLegend({
  columns,
  series,
  compared = null,
  marks,
  place,
  title,
}: ColumnChartProps & { place: number | null; title: string }) {
  const words = useTranslations('chart');
  const format = useFormat();
  const amount = (values: readonly (number | null)[]) => {
    if (place !== null) return values[place] ?? null;
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  };
  const mark = place === null ? null : marks?.[columns[place] ?? ''];
  const entries = [
    ...series.map((each) => ({
      ...each,
      swatch: cn('size-2.5 rounded-[2px]', swatches[each.colour]),
    })),
    ...(compared
      ? [
          {
            id: 'compared',
            ...compared,
            swatch: 'h-0 w-3.5 border-ink-muted border-t-2 border-dotted',
          },
        ]
      : []),
  ];
  return (
    <figcaption
      aria-hidden="true"
      className="flex min-h-10 flex-wrap content-start items-baseline gap-x-4 gap-y-0.5 text-sm max-md:min-h-15"
    >
      <span className="font-medium">{title}</span>
      {entries.map(({ id, name, values, swatch }) => {
        const value = amount(values);
        return (
          <span key={id} className="inline-flex items-baseline gap-1.5 text-ink-muted">
            <span className={cn('inline-block self-center', swatch)} />
            {name}
            <span className="text-ink">
              {value === null ? words('unknown') : format.number(value)}
            </span>
          </span>
        );
      })}
      {mark && <span className="w-full text-ink-muted text-xs">◆ {mark}</span>}
    </figcaption>
  );
}
