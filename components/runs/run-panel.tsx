'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { StateBadge } from '@/components/ui/state';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import { type PastLengths, type TimeLeft, timeLeft } from '@/lib/runs/time-left';
import type { Run, RunEvent } from '@/lib/runs/types';
import type { MethodCalls } from '@/lib/usage/method-calls';
import type { RecentCaller } from '@/lib/usage/recent';
import { CancelledNotice, CancelUpdate, isCancelledWhole } from './cancel-update';
import { ConnectionNotice } from './connection-notice';
import type { Remedies } from './next-steps';
import { QueueNotice } from './queue-place';
import { NothingToChange, RunDecision, type RunDecisions } from './run-decision';
import { RunEvents } from './run-events';
import { RunFacts } from './run-facts';
import { RunFailureNotice } from './run-failure';
import { RunPlan } from './run-plan';
import { RunSteps } from './run-steps';
import { lengthOf } from './run-timeline';
import { TimeLeftWords } from './time-left-words';
import type { KnownResource } from './timeline';
import { useLiveRun } from './use-live-run';

/**
 * One run, live: its state, the first cause of a failure on top, its steps with a timeline of their resources, and
 * every event. Nothing reloads while it goes on.
 */
export function RunPanel({
  run: initial,
  events: initialEvents,
  failureActions,
  remedies = null,
  decisions = null,
  callers = null,
  standing = null,
  methodCalls = null,
  resources = [],
  past = {},
  headingLevel = 'h2',
}: {
  run: Run;
  events: readonly RunEvent[];
  /** What can be done about a failure, beside copying it. */
  failureActions?: ReactNode;
  /** What a failure's next steps work with. */
  remedies?: Remedies | null;
  /** What this person may do with a plan. */
  decisions?: RunDecisions;
  /** How many calls the consequences of a plan would meet; null where it is not known. */
  callers?: readonly RecentCaller[] | null;
  /** The proxies that a network's plan concerns; null of a proxy's. */
  standing?: readonly string[] | null;
  /** How many of a proxy's calls came by each method; null where it is not known. */
  methodCalls?: MethodCalls | null;
  /** What each step works on, by its index. */
  resources?: readonly KnownResource[][];
  /** How long earlier steps took. */
  past?: PastLengths;
  headingLevel?: 'h1' | 'h2';
}) {
  const { run, events, line } = useLiveRun(initial, initialEvents);
  const isWaiting = run.state === 'planned';
  const now = useSeconds(run.endedAt === null && !isWaiting);
  const isEmpty =
    run.state === 'discarded' && run.steps.every(({ plan }) => plan?.changes.length === 0);
  useTabTitle(run);
  return (
    <section aria-label={useRunTitle(run)} className="flex flex-col gap-5">
      <RunHeader run={run} now={now} left={timeLeft(run.steps, past, now)} level={headingLevel} />
      <ConnectionNotice line={line} />
      <QueueNotice run={run} now={now} />
      <Announcement run={run} />
      {run.problem && <WaitingForAws run={run} />}
      <CancelledNotice run={run} events={events} />
      <CancelUpdate run={run} events={events} action={decisions?.cancel ?? null} />
      {run.state === 'failed' && !isCancelledWhole(run, events) && (
        <RunFailureNotice run={run} events={events} remedies={remedies} actions={failureActions} />
      )}
      {isEmpty && <NothingToChange run={run} />}
      <RunPlan
        run={run}
        callers={callers}
        standing={standing}
        methodCalls={methodCalls}
        decision={isWaiting && <RunDecision run={run} decisions={decisions} />}
      />
      {!isWaiting && !isEmpty && (
        <>
          <RunSteps
            kind={run.kind}
            steps={run.steps}
            events={events}
            resources={resources}
            past={past}
            now={now}
          />
          <RunEvents events={events} isFolded={run.state !== 'running' && run.state !== 'queued'} />
        </>
      )}
      {headingLevel === 'h1' && <RunFacts run={run} />}
    </section>
  );
}

function RunHeader({
  run,
  now,
  left,
  level: Heading,
}: {
  run: Run;
  now: Date;
  left: TimeLeft;
  level: 'h1' | 'h2';
}) {
  const t = useTranslations('run');
  const title = useRunTitle(run);
  const format = useFormat();
  const began = run.startedAt ?? run.requestedAt;
  const isAtWork = run.state === 'queued' || run.state === 'running';
  const duration = lengthOf(format, (run.endedAt ?? now).getTime() - began.getTime());
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Heading
          className={
            Heading === 'h1' ? 'font-semibold text-xl tracking-tight' : 'font-semibold text-lg'
          }
        >
          {Heading === 'h1' ? (
            title
          ) : (
            <Link prefetch={false} href={routes.run(run.id)} className="hover:underline">
              {title}
            </Link>
          )}
        </Heading>
        <StateBadge state={run.state} label={t(`state.${run.state}`)} className="text-sm" />
      </div>
      <p className="mt-0.5 flex flex-wrap gap-x-2 text-ink-muted text-sm [&>span:not(:last-child)]:after:ml-2 [&>span:not(:last-child)]:after:content-['·']">
        <span>{t('requested', { email: run.requestedBy })}</span>
        {run.decidedBy && (
          <span>
            {t(run.state === 'discarded' ? 'plan.discarded' : 'plan.executed', {
              email: run.decidedBy,
            })}
          </span>
        )}
        {run.state !== 'planned' && (
          <span suppressHydrationWarning>
            {run.endedAt ? t('duration', { duration }) : t('elapsed', { duration })}
          </span>
        )}
        {run.state === 'running' && left && (
          <span suppressHydrationWarning>
            <TimeLeftWords left={left} />
          </span>
        )}
        {isAtWork && <span>{t('goesOn')}</span>}
      </p>
    </header>
  );
}

/** Says each change of state and step once, politely. */
function Announcement({ run }: { run: Run }) {
  const t = useTranslations('run.announce');
  const at = run.steps.findIndex(({ state }) => state === 'running');
  const words = {
    queued: '',
    planned: t('planned'),
    discarded: t('discarded'),
    running: at < 0 ? '' : t('running', { step: at + 1, count: run.steps.length }),
    succeeded: t('succeeded'),
    // Why is said by the failure itself, which is live.
    failed: t('failed'),
  };
  return (
    <p role="status" className="sr-only">
      {words[run.state]}
    </p>
  );
}

function WaitingForAws({ run }: { run: Run }) {
  const t = useTranslations('errors');
  if (!run.problem) return null;
  return (
    <Alert tone="warn" title={t(`code.${run.problem.code}.title`)} isLive>
      <p>{t(`code.${run.problem.code}.next`)}</p>
      {run.problem.detail && <p className="mt-1 break-words text-xs">{run.problem.detail}</p>}
    </Alert>
  );
}

export function useRunTitle(run: Run): string {
  const t = useTranslations('run.kind');
  return t(`${run.kind}_${run.subject.kind}`, { name: run.subject.name });
}

/**
 * The tab says how it stands, so that one can look elsewhere meanwhile. A run that was over is left alone. The page's
 * own title may stream in after the run has moved on, so it is watched, until the page goes: in the commit itself,
 * or the next page's title would be taken for an old one.
 */
function useTabTitle(run: Run): void {
  const t = useTranslations('run.tab');
  const [wasOver] = useState(run.endedAt !== null);
  const title = t(run.state, { name: run.subject.name });
  useLayoutEffect(() => {
    if (wasOver) return;
    const keep = () => {
      if (document.title !== title) document.title = title;
    };
    keep();
    const watch = new MutationObserver(keep);
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => watch.disconnect();
  }, [title, wasOver]);
}

/** A clock for what is still going on. */
function useSeconds(isTicking: boolean): Date {
  const format = useFormat();
  const [tick, setTick] = useState<Date | null>(null);
  useEffect(() => {
    if (!isTicking) return;
    setTick(new Date());
    const timer = setInterval(() => setTick(new Date()), 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return tick ?? format.now;
}
