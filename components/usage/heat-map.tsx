'use client';

import { useMemo } from 'react';
import { cn } from '@/lib/cn';
import { useFormat, useTimeZone, useTranslations } from '@/lib/i18n/client';
import { type HeatCell, type HourCalls, heatMap, heatStep } from '@/lib/usage/heat';
import { amountOf, HeatTable, hourName, hours, weekdayName } from './heat-table';
import { useChartCursor } from './use-chart-cursor';

const steps = ['bg-subtle', 'bg-heat-1', 'bg-heat-2', 'bg-heat-3', 'bg-heat-4', 'bg-heat-5'];

/**
 * Average calls by hour of the week, in the viewer's zone or in UTC. Arrows move over hours and days; what stands
 * there is told and shown.
 */
export function HeatMap({
  calls,
  known,
  zone,
  label,
  tableLabel,
}: {
  calls: readonly HourCalls[];
  /** Which hours are known, in milliseconds since 1970. */
  known: { from: number; to: number };
  zone: 'local' | 'utc';
  label: string;
  tableLabel: string;
}) {
  const words = useTranslations('chart');
  const format = useFormat();
  const local = useTimeZone();
  const timeZone = zone === 'utc' ? 'UTC' : local;
  const cells = useMemo(
    () => heatMap(calls, { from: new Date(known.from), to: new Date(known.to) }, timeZone),
    [calls, known, timeZone],
  );
  const flat = cells.flat();
  const most = Math.max(0, ...flat.map(({ average }) => average ?? 0));
  const busiest = flat.findIndex(({ average }) => most > 0 && average === most);
  const text = useCellText(flat);
  const { place, sliderProps } = useChartCursor({
    label,
    textOf: (at) => text(at),
    count: 168,
    initial: Math.max(0, busiest),
    move: moveByHours,
    placeAt: (x, y) => Math.min(6, Math.floor(y * 7)) * 24 + Math.min(23, Math.floor(x * 24)),
  });
  return (
    <div className="max-w-3xl">
      <p className="min-h-10 text-sm">
        <span className="font-medium">
          {zone === 'utc'
            ? words('zoneUtc')
            : words('zoneLocal', { zone: format.zoneName(format.now) })}
        </span>{' '}
        <span aria-hidden="true" className="text-ink-muted">
          {place !== null
            ? text(place)
            : busiest >= 0
              ? text(busiest, 'mostHour')
              : words('heatHint')}
        </span>
      </p>
      <div className="mt-2 flex text-xs">
        <div aria-hidden="true" className="grid w-9 shrink-0 grid-rows-7 text-ink-muted">
          {cells.map((_, day) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a weekday is its place
            <span key={day} className="flex items-center">
              {weekdayName(format.locale, day, 'short')}
            </span>
          ))}
        </div>
        <div className="relative min-w-0 flex-1">
          <Grid cells={cells} most={most} place={place} />
          <div {...sliderProps} className="absolute inset-0 touch-pan-y rounded-sm" />
        </div>
      </div>
      <HourLabels />
      <Scale
        text={
          most > 0 ? words('heatScale', { most: amountOf(format.locale, most) }) : words('heatNone')
        }
      />
      <HeatTable cells={cells} label={label} summary={tableLabel} />
    </div>
  );
}

function moveByHours(key: string, from: number): number | null {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -24, ArrowDown: 24 }[key];
  if (by !== undefined) return from + by >= 0 && from + by < 168 ? from + by : from;
  if (key === 'Home') return from - (from % 24);
  return key === 'End' ? from - (from % 24) + 23 : null;
}

function useCellText(cells: readonly HeatCell[]) {
  const words = useTranslations('chart');
  const format = useFormat();
  return (place: number, kind: 'heatValue' | 'mostHour' = 'heatValue') => {
    const average = cells[place]?.average ?? null;
    const when = {
      weekday: weekdayName(format.locale, Math.floor(place / 24), 'long'),
      hour: hourName(place % 24),
    };
    if (average === null) return words('heatUnknown', when);
    return words(kind, { ...when, amount: amountOf(format.locale, average) });
  };
}

function Grid({ cells, most, place }: { cells: HeatCell[][]; most: number; place: number | null }) {
  return (
    <div aria-hidden="true" className="grid grid-cols-24 gap-px md:gap-0.5">
      {cells.flat().map(({ average }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour of the week is its place
          key={index}
          className={cn(
            'h-5 rounded-[2px] md:h-6',
            average === null ? 'hatch' : steps[heatStep(average, most)],
            index === place && 'outline-2 outline-ink',
          )}
        />
      ))}
    </div>
  );
}

function HourLabels() {
  return (
    <div aria-hidden="true" className="mt-1 ml-9 grid grid-cols-8 text-ink-muted text-xs">
      {hours
        .filter((hour) => hour % 3 === 0)
        .map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
    </div>
  );
}

function Scale({ text }: { text: string }) {
  return (
    <p className="mt-3 ml-9 flex items-center gap-2 text-ink-muted text-xs">
      <span aria-hidden="true" className="flex gap-0.5">
        {steps.map((step) => (
          <span key={step} className={cn('size-3 rounded-[2px]', step)} />
        ))}
      </span>
      {text}
    </p>
  );
}
