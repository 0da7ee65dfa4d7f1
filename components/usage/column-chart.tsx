'use client';

import type { ReactNode } from 'react';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { ChartLegend } from './chart-legend';
import type { ColumnChartProps } from './column-chart-types';
import { ColumnPlot } from './column-plot';
import { useChartCursor } from './use-chart-cursor';

/**
 * Columns of time with a cursor: arrows move it by one, Page Up and Page Down by a leap, Home and End to the ends, and
 * what stands there is told and shown above. Drawn in per cent, so that letters keep their size at any width.
 */
export function ColumnChart({
  nameOf,
  wholeName,
  leap,
  initial,
  axis,
  ...props
}: ColumnChartProps & {
  /** What the time of a column is called. */
  nameOf: (place: number) => string;
  /** What all of them together are called. */
  wholeName: string;
  leap: number;
  /** Where the keyboard comes in; the last without. */
  initial?: number;
  /** What is written under the columns. */
  axis: ReactNode;
}) {
  const { columns, label } = props;
  const text = useReadout(props, nameOf);
  const { place, sliderProps } = useChartCursor({
    label,
    textOf: text,
    count: columns.length,
    initial: initial ?? columns.length - 1,
    move: (key, from) => moved(key, from, leap),
    placeAt: (x) => Math.floor(x * columns.length),
  });
  return (
    <figure className="min-w-0">
      <ChartLegend {...props} place={place} title={place === null ? wholeName : nameOf(place)} />
      <div className="relative mt-2 mr-1 mb-6 ml-11 h-44">
        <ColumnPlot {...props} place={place} />
        <div {...sliderProps} className="absolute inset-0 touch-pan-y rounded-sm" />
        {axis}
      </div>
    </figure>
  );
}

function moved(key: string, from: number, leap: number): number | null {
  const by = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -leap,
    PageUp: leap,
  }[key];
  if (by !== undefined) return from + by;
  if (key === 'Home') return 0;
  return key === 'End' ? Number.MAX_SAFE_INTEGER : null;
}

/** What a column says in words. */
function useReadout(
  { columns, series, compared, marks }: ColumnChartProps,
  nameOf: (place: number) => string,
) {
  const words = useTranslations('chart');
  const format = useFormat();
  const amount = (value: number | null | undefined) =>
    value === null || value === undefined ? words('unknown') : format.number(value);
  return (at: number) => {
    const parts = series.map(({ name, values }) =>
      words('part', { name, amount: amount(values[at]) }),
    );
    if (compared)
      parts.push(words('part', { name: compared.name, amount: amount(compared.values[at]) }));
    const mark = marks?.[columns[at] ?? ''];
    return [words('value', { day: nameOf(at), parts: parts.join(', ') }), mark]
      .filter(Boolean)
      .join(' ');
  };
}
