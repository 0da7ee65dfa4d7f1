'use client';

import { useFormat, useTranslations } from '@/lib/i18n/client';
import { midnight } from '@/lib/usage/calendar';
import { ChartLegend } from './chart-legend';
import type { DayChartProps } from './day-chart-types';
import { DayLabels, DayPlot } from './day-plot';
import { useChartCursor } from './use-chart-cursor';

/**
 * Columns of UTC days with a cursor: arrows move it a day, Page Up and Page Down a week, Home and End to the ends, and
 * what stands there is told and shown above. Drawn in per cent, so that letters keep their size at any width.
 */
export function DayChart(props: DayChartProps) {
  const { days, label } = props;
  const readout = useReadout(props);
  const { place, sliderProps } = useChartCursor({
    label,
    textOf: readout.text,
    count: days.length,
    initial: days.length - 1,
    move: moveByDays,
    placeAt: (x) => Math.floor(x * days.length),
  });
  return (
    <figure className="min-w-0">
      <ChartLegend {...props} place={place} title={readout.title(place)} />
      <div className="relative mt-2 mr-1 mb-6 ml-11 h-44">
        <DayPlot {...props} place={place} />
        <div {...sliderProps} className="absolute inset-0 touch-pan-y rounded-sm" />
        <DayLabels days={days} />
      </div>
    </figure>
  );
}

function moveByDays(key: string, from: number): number | null {
  const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[
    key
  ];
  if (by !== undefined) return from + by;
  if (key === 'Home') return 0;
  return key === 'End' ? Number.MAX_SAFE_INTEGER : null;
}

/** What a day's column says in words. */
function useReadout({ days, series, compared, partial, marks }: DayChartProps) {
  const words = useTranslations('chart');
  const format = useFormat();
  const amount = (value: number | null | undefined) =>
    value === null || value === undefined ? words('unknown') : format.number(value);
  const title = (at: number | null) => {
    const day = at === null ? undefined : days[at];
    if (at === null || !day) return null;
    const name = format.day(midnight(day), 'UTC');
    return partial?.[at] ? words('soFar', { day: name }) : name;
  };
  const text = (at: number) => {
    const parts = series.map(({ name, values }) =>
      words('part', { name, amount: amount(values[at]) }),
    );
    if (compared)
      parts.push(words('part', { name: compared.name, amount: amount(compared.values[at]) }));
    const mark = marks?.[days[at] ?? ''];
    return [words('value', { day: title(at) ?? '', parts: parts.join(', ') }), mark]
      .filter(Boolean)
      .join(' ');
  };
  return { title, text };
}
