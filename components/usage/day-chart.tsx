'use client';

import { useFormat, useTranslations } from '@/lib/i18n/client';
import { midnight } from '@/lib/usage/calendar';
import { ColumnChart } from './column-chart';
import type { ColumnChartProps } from './column-chart-types';
import { DayLabels } from './day-labels';

/** UTC days, oldest first, as columns; a leap is a week. */
export function DayChart({
  days,
  ...props
}: Omit<ColumnChartProps, 'columns'> & { days: readonly string[] }) {
  const words = useTranslations('chart');
  const format = useFormat();
  const nameOf = (at: number) => {
    const name = format.day(midnight(days[at] ?? ''), 'UTC');
    return props.partial?.[at] ? words('soFar', { day: name }) : name;
  };
  return (
    <ColumnChart
      {...props}
      columns={days}
      nameOf={nameOf}
      wholeName={words('allDays', { count: days.length })}
      leap={7}
      axis={<DayLabels days={days} />}
    />
  );
}
