'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { Figure } from '@/components/proxies/figure';
import { ActionProblem } from '@/components/shell/action-problem';
import { Button } from '@/components/ui/button';
import { StateBadge } from '@/components/ui/state';
import { Time } from '@/components/ui/time';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeMethod, ProbeResult } from '@/lib/probes/types';
import { verdictOf } from '@/lib/probes/waiting';
import { OutcomeWords } from './outcome-words';
import { Phases } from './phases';
import { ProbeProgress } from './probe-progress';
import { type ProbeAction, useProbe } from './use-probe';

/** The last probe at a glance, and a button for the next. */
export function ProbeFigure({
  proxy,
  method = 'GET',
  path,
  last,
  action,
  doctorHref = null,
}: {
  proxy: string;
  /** What the button asks for, and how. */
  method?: ProbeMethod;
  path: string;
  last: ProbeResult | null;
  /** Absent for who may not probe, and where there is nothing to probe with. */
  action: ProbeAction | null;
  /** Where a failure is traced to its hop; null on that very page. */
  doctorHref?: Route | null;
}) {
  const t = useTranslations('proxy.figures');
  const common = useTranslations('common');
  const probe = useTranslations('probe');
  const format = useFormat();
  const verdict = last && verdictOf(last);
  const doctorLink = doctorHref && (
    <Link href={doctorHref} className="underline underline-offset-4">
      {t('examine')}
    </Link>
  );
  return (
    <Figure
      label={t('lastProbe')}
      state={verdict && <StateBadge state={verdict} label={common(`state.${verdict}`)} />}
    >
      {last?.settlesAt ? (
        <p className="text-sm" suppressHydrationWarning>
          <Time value={last.at} />:{' '}
          {probe('settling', { until: format.timeOfDay(new Date(last.settlesAt)) })} {doctorLink}
        </p>
      ) : last ? (
        <>
          <p className="text-ink-muted text-sm">
            <span className="mr-1.5 font-semibold text-2xl text-ink">
              {format.milliseconds(last.totalMs)}
            </span>
            {last.status !== null && <span className="mr-1.5">HTTP {last.status}</span>}
            <Time value={last.at} />
          </p>
          {last.verdict === 'healthy' ? (
            <Phases result={last} isCompact />
          ) : (
            <p className="text-sm">
              <OutcomeWords outcome={last.outcome} /> {doctorLink}
            </p>
          )}
        </>
      ) : (
        <>
          <p className="font-medium text-lg">{t('neverProbed')}</p>
          <p className="text-ink-muted text-xs">{t('neverProbedText')}</p>
        </>
      )}
      {action && <RunProbe proxy={proxy} method={method} path={path} action={action} />}
    </Figure>
  );
}

function RunProbe({
  proxy,
  method,
  path,
  action,
}: {
  proxy: string;
  method: ProbeMethod;
  path: string;
  action: ProbeAction;
}) {
  const t = useTranslations('probe');
  const { state, submit, isPending, waitsUntil } = useProbe(action);
  return (
    <form action={submit} className="mt-auto flex flex-col items-start gap-2 pt-1">
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="method" value={method} />
      <input type="hidden" name="path" value={path} />
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button type="submit" size="sm" isPending={isPending}>
          {t('run')}
        </Button>
        <ProbeProgress isPending={isPending} waitsUntil={waitsUntil} />
      </span>
      <ActionProblem state={state} />
    </form>
  );
}
