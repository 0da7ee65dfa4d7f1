'use client';

import { StateMark, type StateName } from '@/components/ui/state';
import { cn } from '@/lib/cn';
import type { Format } from '@/lib/format';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { RunEvent, RunStep } from '@/lib/runs/types';
import {
  type KnownResource,
  placed,
  type ResourceSpan,
  type ResourceState,
  resourceSpans,
} from './timeline';

/** Done, now, next: each step with the timeline of its resources. */
export function RunSteps({
  steps,
  events,
  resources,
  now,
}: {
  steps: readonly RunStep[];
  events: readonly RunEvent[];
  /** What each step works on, by its index, where that is known before CloudFormation says so. */
  resources: readonly KnownResource[][];
  now: Date;
}) {
  return (
    <ol className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
      {steps.map((step) => (
        <Step
          key={step.index}
          step={step}
          events={events.filter(({ stepIndex }) => stepIndex === step.index)}
          resources={resources[step.index] ?? []}
          now={now}
        />
      ))}
    </ol>
  );
}

function Step({
  step,
  events,
  resources,
  now,
}: {
  step: RunStep;
  events: RunEvent[];
  resources: KnownResource[];
  now: Date;
}) {
  const t = useTranslations('run.step');
  const format = useFormat();
  const isOpen = step.state === 'running' || step.state === 'failed';
  // What was never begun is no part of what happened.
  const spans = resourceSpans(events, step.state === 'running' ? resources : []);
  const done = spans.filter(({ state }) => state === 'succeeded').length;
  const ms = step.startedAt && (step.endedAt ?? now).getTime() - step.startedAt.getTime();
  return (
    <li>
      <details open={isOpen || undefined} className="group">
        <summary className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover">
          <StateMark state={step.state} />
          <span className="font-medium">{t(`${step.action}_${step.subject.kind}`)}</span>
          <span className="min-w-0 truncate font-mono text-ink-muted text-xs">
            {step.stackName}
          </span>
          <span
            className="ml-auto whitespace-nowrap text-ink-muted text-xs"
            suppressHydrationWarning
          >
            {t(step.state)}
            {ms !== null && ` · ${lengthOf(format, ms)}`}
            {spans.length > 0 && ` · ${t('resources', { done, count: spans.length })}`}
          </span>
        </summary>
        {spans.length > 0 ? (
          <Timeline spans={spans} step={step} now={now} />
        ) : (
          step.state === 'running' && (
            <p className="px-4 pb-3 text-ink-muted text-sm">{t('noEvents')}</p>
          )
        )}
      </details>
    </li>
  );
}

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

function Timeline({ spans, step, now }: { spans: ResourceSpan[]; step: RunStep; now: Date }) {
  const t = useTranslations('run');
  const starts = spans.map(({ startedAt }) => startedAt?.getTime() ?? now.getTime());
  const from = new Date(Math.min(...starts));
  const last = Math.max(...spans.map(({ endedAt }) => endedAt?.getTime() ?? 0), from.getTime() + 1);
  const to = step.endedAt ? new Date(Math.max(last, step.endedAt.getTime())) : now;
  return (
    <ul aria-label={t('timeline')} className="flex flex-col gap-px px-4 pb-3">
      {spans.map((span) => (
        <TimelineRow key={span.logicalId} span={span} action={step.action} from={from} to={to} />
      ))}
    </ul>
  );
}

function TimelineRow({
  span,
  action,
  from,
  to,
}: {
  span: ResourceSpan;
  action: RunStep['action'];
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
    </li>
  );
}

/** How long something took: to the millisecond below a second, in whole units above. */
export function lengthOf(format: Format, ms: number): string {
  const length = Math.max(0, ms);
  return length < 1000 ? format.milliseconds(length) : format.duration(Math.floor(length / 1000));
}
