'use client';

import { useRouter } from 'next/navigation';
import type { KeyboardEvent } from 'react';
import { StateMark } from '@/components/ui/state';
import { niceCeiling } from '@/components/usage/chart-scale';
import { useChartCursor } from '@/components/usage/use-chart-cursor';
import { cn } from '@/lib/cn';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeBar } from '@/lib/probes/history';
import { type ProbeView, probeQuery } from '@/lib/probes/history-view';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

const fills = { healthy: 'bg-chart-1', degraded: 'bg-warn', down: 'bg-danger' } as const;

/**
 * Bars of probes, or of stretches of time, with a cursor that says what stands where and opens the run to look at
 * first. A failure reaches the top whatever it measured: an outage is no short bar.
 */
export function ProbeBars({
  proxy,
  view,
  bars,
  label,
}: {
  proxy: string;
  view: ProbeView;
  bars: readonly ProbeBar[];
  label: string;
}) {
  const router = useRouter();
  const textOf = useReadout(bars);
  const { place, sliderProps } = useChartCursor({
    label,
    textOf,
    count: bars.length,
    initial: bars.length - 1,
    move: moveBars,
    placeAt: (x) => Math.floor(x * bars.length),
  });
  const top = niceCeiling(Math.max(0, ...bars.map(({ ms }) => ms ?? 0)));

  function open(at: number) {
    const run = bars[at]?.run;
    if (run)
      router.push(withQuery(routes.proxyProbes(proxy), probeQuery({ ...view, run })), {
        scroll: false,
      });
  }
  const cursor = {
    ...sliderProps,
    onClick: () => place !== null && open(place),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && place !== null) open(place);
      else sliderProps.onKeyDown(event);
    },
  };

  return (
    <figure className="min-w-0">
      <Legend readout={place === null ? null : textOf(place)} />
      <div className="relative mt-2 mr-1 mb-6 ml-14 h-44">
        <Plot bars={bars} top={top} place={place} />
        <div
          {...cursor}
          className={cn(
            'absolute inset-0 touch-pan-y rounded-sm',
            place !== null && bars[place]?.run && 'cursor-pointer',
          )}
        />
        <Ends bars={bars} />
      </div>
    </figure>
  );
}

function moveBars(key: string, from: number): number | null {
  const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[
    key
  ];
  if (by !== undefined) return from + by;
  if (key === 'Home') return 0;
  return key === 'End' ? Number.MAX_SAFE_INTEGER : null;
}

/** What a bar says in words. */
function useReadout(bars: readonly ProbeBar[]) {
  const t = useTranslations('probeHistory');
  const common = useTranslations('common');
  const format = useFormat();
  return (at: number) => {
    const bar = bars[at];
    if (!bar) return '';
    const [from, to] = [new Date(bar.from), new Date(bar.to)];
    const until = bar.to > bar.from ? `–${format.timeOfDay(to)}` : '';
    const when = `${format.day(from)} ${format.timeOfDay(from)}${until}`;
    if (bar.probes === 0) return t('barNone', { when });
    return t('bar', {
      when,
      value: bar.ms === null ? t('notReached') : format.milliseconds(bar.ms),
      state: bar.worst ? common(`state.${bar.worst}`) : t('notCounted'),
      probes: bar.probes,
      failed: bar.failed,
    });
  };
}

/** The names of the colours, or what stands under the cursor. */
function Legend({ readout }: { readout: string | null }) {
  const common = useTranslations('common');
  return (
    <figcaption
      className="flex min-h-5 flex-wrap content-end max-md:min-h-9 gap-x-4 gap-y-1 text-xs"
      suppressHydrationWarning
    >
      {readout ??
        (['healthy', 'degraded', 'down'] as const).map((state) => (
          <span key={state} className="inline-flex items-center gap-1.5 text-ink-muted">
            <span className={cn('size-2.5 rounded-[2px]', fills[state])} />
            <StateMark state={state} />
            {common(`state.${state}`)}
          </span>
        ))}
    </figcaption>
  );
}

function Plot({
  bars,
  top,
  place,
}: {
  bars: readonly ProbeBar[];
  top: number;
  place: number | null;
}) {
  const format = useFormat();
  return (
    <div aria-hidden="true" className="absolute inset-0 text-xs">
      {[0, top / 2, top].map((value) => (
        <span
          key={value}
          className="absolute inset-x-0 border-line border-t"
          style={{ bottom: per(value / top) }}
        >
          <span className="absolute -top-2 -left-14 w-12 whitespace-nowrap text-right text-ink-muted">
            {format.milliseconds(value)}
          </span>
        </span>
      ))}
      <span className="absolute inset-0 flex items-end">
        {bars.map((bar, at) => (
          <span
            key={`${bar.from} ${bar.run}`}
            className={cn('relative h-full min-w-0 flex-1', place === at && 'bg-subtle')}
          >
            <Bar bar={bar} top={top} />
          </span>
        ))}
      </span>
    </div>
  );
}

function Bar({ bar, top }: { bar: ProbeBar; top: number }) {
  const inset = 'absolute inset-x-[12%] bottom-0 mx-auto max-w-3 rounded-t-[2px]';
  if (bar.probes === 0) return <span className={cn(inset, 'hatch top-0 opacity-60')} />;
  if (bar.worst === null) return <span className={cn(inset, 'h-2 bg-line-strong')} />;
  const height = bar.worst === 'down' ? 1 : Math.max(0.012, (bar.ms ?? 0) / top);
  return <span className={cn(inset, fills[bar.worst])} style={{ height: per(height) }} />;
}

/** When the first and the last of them was. */
function Ends({ bars }: { bars: readonly ProbeBar[] }) {
  const format = useFormat();
  const ends = [bars[0]?.from, bars.at(-1)?.to];
  return ends.map((at, index) =>
    at === undefined || (index === 0 && bars.length === 1) ? null : (
      <span
        key={index === 0 ? 'first' : 'last'}
        aria-hidden="true"
        suppressHydrationWarning
        className={cn(
          'absolute top-full mt-1.5 whitespace-nowrap text-ink-muted text-xs',
          index === 0 ? 'left-0' : 'right-0',
        )}
      >
        {format.day(new Date(at))} {format.timeOfDay(new Date(at))}
      </span>
    ),
  );
}

const per = (share: number) => `${(share * 100).toFixed(2)}%`;
