'use client';

import type { ReactNode } from 'react';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { StateBadge } from '@/components/ui/state';
import { Summary } from '@/components/ui/summary';
import { Time } from '@/components/ui/time';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ScheduleView } from '@/lib/probes/schedule-data';
import { type ScheduleAction, ScheduleForm } from './schedule-form';

/** What the probes of a proxy say together, when the next comes by itself, and the form that sets it. */
export function SchedulePanel({
  proxy,
  region,
  schedule,
  defaultPath,
  callMs,
  action,
  reason,
  link,
}: {
  proxy: string;
  region: string;
  schedule: ScheduleView;
  defaultPath: string;
  /** How long a call takes; null where none was measured. */
  callMs: number | null;
  /** Null for who may look only. */
  action: ScheduleAction | null;
  /** Why there is no action, where there is none. */
  reason: string | null;
  link: ReactNode;
}) {
  const t = useTranslations('probeSchedule');
  const { now } = useFormat();
  const isOn = schedule.everyMinutes !== null;
  const isUnderWay = isOn && schedule.dueAt !== null && schedule.dueAt <= now;
  return (
    <section
      aria-label={t('label')}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3 text-sm"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <ul className="flex min-w-0 flex-col gap-1">
          <li>
            <State schedule={schedule} />
          </li>
          <li className="text-ink-muted">
            <Turns schedule={schedule} />
          </li>
        </ul>
        {link}
      </div>
      <Notes schedule={schedule} />
      <RefreshWhile isBusy={isUnderWay || schedule.settlesAt !== null} />
      {action ? (
        <details>
          <Summary>{t(isOn ? 'change' : 'set')}</Summary>
          <ScheduleForm
            proxy={proxy}
            region={region}
            schedule={schedule}
            defaultPath={defaultPath}
            callMs={callMs}
            action={action}
          />
        </details>
      ) : (
        reason && <p className="text-ink-muted text-xs">{reason}</p>
      )}
    </section>
  );
}

function State({ schedule: { state: told } }: { schedule: ScheduleView }) {
  const t = useTranslations('probeSchedule.state');
  const common = useTranslations('common');
  const { state, since, failures, recent } = told;
  if (state === null || since === null) {
    return (
      <span className="flex flex-wrap items-baseline gap-x-2">
        <StateBadge state="unknown" label={common('state.unknown')} />
        <span className="text-ink-muted">{t(recent.length > 0 ? 'undecided' : 'none')}</span>
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <StateBadge state={state} label={common(`state.${state}`)} />
      <span className="text-ink-muted">
        {t.rich(state, { since: () => <Time key="since" value={since} />, failures })}
      </span>
    </span>
  );
}

function Turns({ schedule }: { schedule: ScheduleView }) {
  const t = useTranslations('probeSchedule');
  const { now } = useFormat();
  const { everyMinutes, dueAt, spentToday, dailyMax } = schedule;
  if (everyMinutes === null || dueAt === null) return t('off');
  return (
    <span className="flex flex-wrap gap-x-1.5">
      <span>{t('on', { minutes: everyMinutes })}</span>
      <span aria-hidden>·</span>
      <span>
        {dueAt > now ? t.rich('next', { when: () => <Time key="due" value={dueAt} /> }) : t('due')}
      </span>
      <span aria-hidden>·</span>
      <span>{t('today', { spent: spentToday, max: dailyMax ?? 0 })}</span>
    </span>
  );
}

/** What is out of the ordinary: a young key, a budget that is used up, a turn that came to nothing. */
function Notes({ schedule }: { schedule: ScheduleView }) {
  const t = useTranslations('probeSchedule');
  const errors = useTranslations('errors.code');
  const format = useFormat();
  const { everyMinutes, settlesAt, spentToday, dailyMax, problem } = schedule;
  if (everyMinutes === null) return null;
  return (
    <>
      {settlesAt && (
        <p className="max-w-prose text-warn" suppressHydrationWarning>
          {t('settling', { until: format.timeOfDay(settlesAt) })}
        </p>
      )}
      {dailyMax !== null && spentToday >= dailyMax && (
        <p className="max-w-prose text-warn">{t('usedUp')}</p>
      )}
      {problem && (
        <p className="max-w-prose text-danger">
          {t('problem', { reason: errors(`${problem.code}.title`) })}
          {problem.detail && <span className="block text-xs">{problem.detail}</span>}
        </p>
      )}
    </>
  );
}
