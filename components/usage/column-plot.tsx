'use client';

import type { CSSProperties } from 'react';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { chartTop, stretches } from './chart-scale';
import { type ColumnChartProps, fills } from './column-chart-types';

/** Axis, columns, limit, the other week, what is not known, marks and the cursor. */
export function ColumnPlot({
  columns,
  series,
  compared = null,
  limit = null,
  partial,
  marks,
  place,
}: ColumnChartProps & { place: number | null }) {
  const words = useTranslations('chart');
  const format = useFormat();
  const sums = columns.map((_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const most = Math.max(0, ...sums, ...(compared?.values.map((value) => value ?? 0) ?? []));
  const { top, showsLimit } = chartTop(most, limit);
  const y = (value: number) => 100 - (value / top) * 100;
  const isOpen = columns.map((_, at) => series.every(({ values }) => values[at] === null));
  return (
    <div aria-hidden="true" className="text-xs">
      {[0, top / 2, top].map((value) => (
        <span
          key={value}
          className="absolute inset-x-0 border-line border-t"
          style={{ top: per(y(value)) }}
        >
          <span className="absolute -top-2 -left-11 w-9 text-right text-ink-muted">
            {short(format.locale, value)}
          </span>
        </span>
      ))}
      {stretches(isOpen).map(({ from, length }) => (
        <span
          key={from}
          className="hatch absolute inset-y-0"
          style={span(from, length, columns.length)}
        />
      ))}
      {place !== null && (
        <span
          className="absolute inset-y-0 bg-subtle inset-ring inset-ring-line-strong"
          style={span(place, 1, columns.length)}
        />
      )}
      <svg
        viewBox={`0 0 ${columns.length} 100`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="absolute inset-0 size-full overflow-visible"
      >
        {columns.map((column, at) => (
          <Column
            key={column}
            at={at}
            parts={series.map(({ id, values, colour }) => ({
              id,
              value: values[at] ?? 0,
              fill: fills[colour],
            }))}
            isSpent={limit !== null && (sums[at] ?? 0) >= limit}
            isPartial={partial?.[at] === true}
            y={y}
          />
        ))}
        {compared && (
          <path
            d={stepsOf(compared.values, y)}
            vectorEffect="non-scaling-stroke"
            strokeDasharray="2 2"
            className="fill-none stroke-2 stroke-ink-muted"
          />
        )}
      </svg>
      {showsLimit && limit !== null && (
        <span
          className="absolute inset-x-0 border-danger border-t border-dashed"
          style={{ top: per(y(limit)) }}
        >
          <span className="absolute right-0 bottom-0.5 bg-canvas/80 px-1 text-danger">
            {words('limit', { limit })}
          </span>
        </span>
      )}
      {columns.map((column, at) =>
        marks?.[column] ? (
          <span
            key={column}
            className="-bottom-1 absolute size-2 -translate-x-1/2 rotate-45 border border-canvas bg-ink"
            style={{ left: per(((at + 0.5) / columns.length) * 100) }}
          />
        ) : null,
      )}
    </div>
  );
}

function Column({
  at,
  parts,
  isSpent,
  isPartial,
  y,
}: {
  at: number;
  parts: { id: string; value: number; fill: string }[];
  isSpent: boolean;
  isPartial: boolean;
  y: (value: number) => number;
}) {
  const drawn = parts.filter(({ value }) => value > 0);
  let floor = 0;
  return (
    <g className={isPartial ? 'opacity-60' : undefined}>
      {drawn.map(({ id, value, fill }, index) => {
        const bottom = y(floor);
        floor += value;
        // A hair of ground between two parts; what is there at all is seen.
        const height = Math.max(0.8, bottom - y(floor) - (index < drawn.length - 1 ? 0.6 : 0));
        return (
          <rect
            key={id}
            x={at + 0.12}
            width={0.76}
            y={bottom - height}
            height={height}
            className={isSpent && drawn.length === 1 ? 'fill-danger' : fill}
          />
        );
      })}
    </g>
  );
}

/** A line along the days' values, broken where one is not known. */
function stepsOf(values: readonly (number | null)[], y: (value: number) => number): string {
  return values
    .map((value, at) => {
      if (value === null) return '';
      const isOn = at > 0 && values[at - 1] !== null;
      return `${isOn ? 'L' : 'M'}${at} ${y(value).toFixed(2)}H${at + 1}`;
    })
    .join('');
}

const per = (share: number) => `${share.toFixed(3)}%`;

function span(from: number, length: number, count: number): CSSProperties {
  return { left: per((from / count) * 100), width: per((length / count) * 100) };
}

function short(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(
    value,
  );
}
