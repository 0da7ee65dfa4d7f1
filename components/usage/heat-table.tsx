'use client';

import { Summary } from '@/components/ui/summary';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { HeatCell } from '@/lib/usage/heat';

export const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** The same as numbers: an hour a row, a weekday a column. */
export function HeatTable({
  cells,
  label,
  summary,
}: {
  cells: HeatCell[][];
  label: string;
  summary: string;
}) {
  const words = useTranslations('chart');
  const { locale } = useFormat();
  return (
    <details className="mt-3">
      <Summary>{summary}</Summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className="mt-2 max-h-80 overflow-auto rounded-lg border border-line"
      >
        <Table label={label}>
          <TableHead>
            <TableHeader>{words('hour')}</TableHeader>
            {cells.map((_, day) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a weekday is its place
              <TableHeader key={day} isNumber>
                {weekdayName(locale, day, 'short')}
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {hours.map((hour) => (
              <TableRow key={hour}>
                <TableCell>{hourName(hour)}</TableCell>
                {cells.map((row, day) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a weekday is its place
                  <TableCell key={day} isNumber>
                    {amountOf(locale, row[hour]?.average ?? null)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </section>
    </details>
  );
}

export const hourName = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

export function amountOf(locale: string, average: number | null): string {
  if (average === null) return '–';
  return new Intl.NumberFormat(locale, { maximumFractionDigits: average < 10 ? 1 : 0 }).format(
    average,
  );
}

/** 5 January 2026 was a Monday. */
export function weekdayName(locale: string, day: number, weekday: 'short' | 'long'): string {
  const date = new Date(Date.UTC(2026, 0, 5 + day));
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(date);
}
