'use client';

import { StateMark, type StateName } from '@/components/ui/state';
import { cn } from '@/lib/cn';
import type { Format } from '@/lib/format';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { Run, RunEvent, RunStep } from '@/lib/runs/types';
import { placed, type ResourceSpan, resourceSpans } from './timeline';

/** Done, now, next: each step with the timeline of its resources. */
export function RunSteps({
  kind,
  steps,
  events,
  now,
}: {
  kind: Run['kind'];
  steps: readonly RunStep[];
  events: readonly RunEvent[];
  now: Date;
}) {
  const t = useTranslations('run.step');
  return (
    <ol className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
      {steps.map((step) => (
        <Step
          key={step.index}
          title={
            kind === 'revert'
              ? t(step.index === 0 ? 'recordActual' : 'restoreDeployed')
              : t(`${step.action}_${step.subject.kind}`)
          }
          step={step}
          events={events.filter(({ stepIndex }) => stepIndex === step.index)}
          now={now}
        />
      ))}
    </ol>
  );
}

function Step({
  title,
  step,
  events,
  now,
}: {
  title: string;
  step: RunStep;
  events: RunEvent[];
  now: Date;
}) {
  const t = useTranslations('run.step');
  const format = useFormat();
  const spans = resourceSpans(events);
  const done = spans.filter(({ state }) => state === 'succeeded').length;
  const ms = step.startedAt && (step.endedAt ?? now).getTime() - step.startedAt.getTime();
  const isOpen = step.state === 'running' || step.state === 'failed';
  return (
    <li>
      <details open={isOpen || undefined} className="group">
        <summary className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover">
          <StateMark state={step.state} />
          <span className="font-medium">{title}</span>
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

const bars: Record<ResourceSpan['state'], string> = {
  running: 'bg-accent',
  succeeded: 'bg-good',
  failed: 'bg-danger',
  undone: 'bg-line-strong',
};

const marks: Record<ResourceSpan['state'], StateName> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  undone: 'skipped',
};

function Timeline({ spans, step, now }: { spans: ResourceSpan[]; step: RunStep; now: Date }) {
  const t = useTranslations('run');
  const format = useFormat();
  const from = new Date(Math.min(...spans.map(({ startedAt }) => startedAt.getTime())));
  const last = Math.max(...spans.map(({ endedAt }) => endedAt?.getTime() ?? 0), from.getTime() + 1);
  const to = step.endedAt ? new Date(Math.max(last, step.endedAt.getTime())) : now;
  return (
    <ul aria-label={t('timeline')} className="flex flex-col gap-px px-4 pb-3">
      {spans.map((span) => {
        const { left, width } = placed(span, from, to);
        const ms = Math.max(0, (span.endedAt ?? to).getTime() - span.startedAt.getTime());
        return (
          <li
            key={span.logicalId}
            className="grid grid-cols-[minmax(0,14rem)_minmax(0,1fr)_auto] items-center gap-x-3 text-xs leading-5 max-md:grid-cols-[minmax(0,1fr)_auto]"
          >
            <span className="flex min-w-0 items-center gap-2">
              <StateMark state={marks[span.state]} />
              <span className="truncate" title={span.resourceType}>
                {span.logicalId}
              </span>
            </span>
            <span
              aria-hidden="true"
              className="relative h-1.5 rounded-full bg-subtle max-md:hidden"
            >
              <span
                className={cn('absolute inset-y-0 rounded-full', bars[span.state])}
                style={{ left: `${left}%`, width: `${width}%` }}
              />
            </span>
            <span className="w-16 text-right text-ink-muted" suppressHydrationWarning>
              <span className="sr-only">{span.status}, </span>
              {lengthOf(format, ms)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** How long something took: to the millisecond below a second, in whole units above. */
export function lengthOf(format: Format, ms: number): string {
  const length = Math.max(0, ms);
  return length < 1000 ? format.milliseconds(length) : format.duration(Math.floor(length / 1000));
}
