'use client';

import { StateMark, type StateName } from '@/components/ui/state';
import { cn } from '@/lib/cn';
import type { Format } from '@/lib/format';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { lengthKey, lengthLeft, type PastLengths, type TimeLeft } from '@/lib/runs/time-left';
import type { RunStep } from '@/lib/runs/types';
import { TimeLeftWords } from './time-left-words';
import { placed, type ResourceSpan, type ResourceState } from './timeline';

const bars: Record<ResourceState, string> = {
  waiting: '',
  running: 'bg-accent',
  made: 'bg-accent/60',
  succeeded: 'bg-good',
  failed: 'bg-danger',
  undone: 'bg-line-strong',
};

const marks: Record<ResourceState, StateName> = {
  waiting: 'waiting',
  running: 'running',
  made: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  undone: 'skipped',
};

/** One row a resource: where it stands, since when, and how long such ones usually take from here. */
export function RunTimeline({
  spans,
  step,
  past,
  now,
}: {
  spans: ResourceSpan[];
  step: RunStep;
  past: PastLengths;
  now: Date;
}) {
  const t = useTranslations('run');
  const starts = spans.map(({ startedAt }) => startedAt?.getTime() ?? now.getTime());
  const from = new Date(Math.min(...starts));
  const last = Math.max(...spans.map(({ endedAt }) => endedAt?.getTime() ?? 0), from.getTime() + 1);
  const to = step.endedAt ? new Date(Math.max(last, step.endedAt.getTime())) : now;
  return (
    <ul aria-label={t('timeline')} className="flex flex-col gap-px px-4 pb-3">
      {spans.map((span) => (
        <TimelineRow
          key={span.logicalId}
          span={span}
          action={step.action}
          left={leftOf(span, step, past, now)}
          from={from}
          to={to}
        />
      ))}
    </ul>
  );
}

/** Worth a line where somebody would begin to wonder; what is over in a moment needs no forecast. */
const forecastMsMin = 10_000;

function leftOf(
  { state, startedAt, resourceType }: ResourceSpan,
  { action, endedAt }: RunStep,
  past: PastLengths,
  now: Date,
): TimeLeft {
  const isAtWork = (state === 'running' || state === 'made') && !endedAt;
  if (!isAtWork || !startedAt) return null;
  const key = lengthKey({ action, subject: { kind: resourceType } });
  const left = lengthLeft(past[key], startedAt, now);
  if (left?.kind === 'range') return left.toMs >= forecastMsMin ? left : null;
  return left && now.getTime() - startedAt.getTime() >= forecastMsMin ? left : null;
}

function TimelineRow({
  span,
  action,
  left,
  from,
  to,
}: {
  span: ResourceSpan;
  action: RunStep['action'];
  left: TimeLeft;
  from: Date;
  to: Date;
}) {
  const t = useTranslations('run.resource');
  const format = useFormat();
  const { logicalId, resourceType, state, status, startedAt, endedAt } = span;
  const place = startedAt && placed({ startedAt, endedAt }, from, to);
  const ms = startedAt && Math.max(0, (endedAt ?? to).getTime() - startedAt.getTime());
  const word = state === 'succeeded' && action === 'delete' ? 'gone' : state;
  return (
    <li className="grid grid-cols-[minmax(0,14rem)_minmax(0,1fr)_9rem] items-center gap-x-3 text-xs leading-5 max-md:grid-cols-[minmax(0,1fr)_auto]">
      <span className="flex min-w-0 items-center gap-2">
        <StateMark state={marks[state]} />
        <span className="truncate" title={resourceType}>
          {logicalId}
        </span>
      </span>
      <span aria-hidden="true" className="relative h-1.5 rounded-full bg-subtle max-md:hidden">
        {place && (
          <span
            className={cn('absolute inset-y-0 rounded-full', bars[state])}
            style={{ left: `${place.left}%`, width: `${place.width}%` }}
          />
        )}
      </span>
      <span
        className={cn('text-right text-ink-muted', state === 'waiting' && 'text-ink-faint')}
        title={status || undefined}
        suppressHydrationWarning
      >
        {t(word)}
        {ms !== null && ` · ${lengthOf(format, ms)}`}
      </span>
      {left && (
        <span className="col-span-full text-right text-ink-faint" suppressHydrationWarning>
          <TimeLeftWords left={left} />
        </span>
      )}
    </li>
  );
}

/** How long something took: to the millisecond below a second, in whole units above. */
export function lengthOf(format: Format, ms: number): string {
  const length = Math.max(0, ms);
  return length < 1000 ? format.milliseconds(length) : format.duration(Math.floor(length / 1000));
}
