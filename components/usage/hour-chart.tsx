'use client';

import { useTranslations } from '@/lib/i18n/client';
import { ColumnChart } from './column-chart';
import type { ChartSeries } from './column-chart-types';

const clocks = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

/** The 24 UTC hours of a day as columns, with the cursor of every chart. */
export function HourChart({
  label,
  series,
  initial,
}: {
  label: string;
  series: readonly ChartSeries[];
  /** The hour that the keyboard comes in at. */
  initial: number;
}) {
  const words = useTranslations('chart');
  return (
    <ColumnChart
      label={label}
      columns={clocks}
      series={series}
      initial={initial}
      nameOf={(hour) =>
        words('utcHour', { from: clocks[hour] ?? '', to: clocks[hour + 1] ?? '24:00' })
      }
      wholeName={words('allHours')}
      leap={6}
      axis={
        <div
          aria-hidden="true"
          className="pointer-events-none absolute inset-x-0 top-full mt-1.5 flex justify-between text-ink-muted text-xs"
        >
          {['00:00', '06:00', '12:00', '18:00', '24:00 UTC'].map((clock) => (
            <span key={clock}>{clock}</span>
          ))}
        </div>
      }
    />
  );
}
