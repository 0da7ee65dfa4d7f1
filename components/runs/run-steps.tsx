'use client';

import { StateMark } from '@/components/ui/state';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { PastLengths } from '@/lib/runs/time-left';
import type { Run, RunEvent, RunStep } from '@/lib/runs/types';
import { lengthOf, RunTimeline } from './run-timeline';
import { type KnownResource, resourceSpans } from './timeline';

/** Done, now, next: each step with the timeline of its resources. */
export function RunSteps({
  kind,
  steps,
  events,
  resources,
  past,
  now,
}: {
  kind: Run['kind'];
  steps: readonly RunStep[];
  events: readonly RunEvent[];
  /** What each step works on, by its index, where that is known before CloudFormation says so. */
  resources: readonly KnownResource[][];
  /** How long such resources took before. */
  past: PastLengths;
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
          resources={resources[step.index] ?? []}
          past={past}
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
  resources,
  past,
  now,
}: {
  title: string;
  step: RunStep;
  events: RunEvent[];
  resources: KnownResource[];
  past: PastLengths;
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
          <span className="font-medium">{title}</span>
          <span className="min-w-0 truncate font-mono text-ink-muted text-xs">
            {step.stackName}
          </span>
          <StepChoice options={step.options} />
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
          <RunTimeline spans={spans} step={step} past={past} now={now} />
        ) : (
          step.state === 'running' && (
            <p className="px-4 pb-3 text-ink-muted text-sm">{t('noEvents')}</p>
          )
        )}
      </details>
    </li>
  );
}

/** What a person chose for the step: which resources are passed over, or kept. */
function StepChoice({ options }: { options: RunStep['options'] }) {
  const t = useTranslations('run.step');
  const { skip = [], retain = [], isForced = false } = options ?? {};
  const words = [
    skip.length > 0 && t('skipping', { names: skip.join(', ') }),
    retain.length > 0 && t('retaining', { names: retain.join(', ') }),
    isForced && t('forced'),
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <span className="min-w-0 break-words text-ink-muted text-xs">{words.join(' · ')}</span>;
}
