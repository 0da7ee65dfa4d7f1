'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { VerdictNotice } from '@/components/governance/verdict';
import { Alert } from '@/components/ui/alert';
import { Code } from '@/components/ui/code';
import type { RefusalFacts, RefusalReason } from '@/lib/errors';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import type { AskedState } from './use-asked-action';

/** A failed or unanswered action, said where it was asked for. Needs the `errors` namespace. */
export function ActionProblem({
  state,
  className,
}: {
  state: AskedState<unknown>;
  className?: string;
}) {
  const t = useTranslations('errors');
  if (state.kind === 'unreached') {
    return (
      <Alert tone="danger" isLive title={t('unreached.title')} className={className}>
        <p>{t('unreached.next')}</p>
      </Alert>
    );
  }
  if (state.kind !== 'failed') return null;
  if (state.verdict) return <VerdictNotice verdict={state.verdict} isLive className={className} />;
  if (state.code === 'denied' && state.detail === 'confirm') {
    return (
      <Alert tone="warn" isLive title={t('confirm.title')} className={className}>
        <p>{t('confirm.next')}</p>
        <Way href={routes.confirm} isApart label={t('confirm.link')} />
      </Alert>
    );
  }
  if (state.reason) return <RefusalAlert reason={state.reason} className={className} />;
  return (
    <Alert tone="danger" isLive title={t(`code.${state.code}.title`)} className={className}>
      <p>{t(`code.${state.code}.next`)}</p>
      {state.detail && (
        <p className="mt-1 text-xs">
          {t('detail')}: <Code className="break-words">{state.detail}</Code>
        </p>
      )}
    </Alert>
  );
}

const noFacts: RefusalFacts = {
  api: '',
  at: '',
  fault: '',
  host: '',
  most: 0,
  name: '',
  names: '',
  network: '',
  now: '',
  proxy: '',
  request: '',
  run: '',
  stack: '',
  status: '',
  waitS: 0,
};

/** Sluice itself refused: what stands in the way, and what to do about it. */
function RefusalAlert({ reason, className }: { reason: RefusalReason; className?: string }) {
  const t = useTranslations('errors.refusal');
  const format = useFormat();
  const { id, at, request, run, waitS = 0 } = reason;
  const clock = at ? format.timeOfDay(new Date(at), 'UTC') : '';
  const facts = { ...noFacts, ...reason, clock, wait: format.duration(waitS) };
  return (
    <Alert tone="danger" isLive title={t(`${id}.title`, facts)} className={className}>
      <p>{t(`${id}.next`, facts)}</p>
      {id === 'signedOut' && <Way href={routes.signIn} isApart label={t('signedOut.link')} />}
      {request && <Way href={routes.request(request)} label={t('requestOpen.link')} />}
      {run && <Way href={routes.run(run)} label={t('runHolds.link')} />}
    </Alert>
  );
}

/** Where what stands in the way is met; `isApart` in a tab of its own, so that what was typed stays. */
function Way({ href, label, isApart }: { href: Route; label: string; isApart?: boolean }) {
  return (
    <p className="mt-2">
      <Link href={href} target={isApart ? '_blank' : undefined} className="font-medium underline">
        {label}
      </Link>
    </p>
  );
}
