'use client';

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
        <p className="mt-2">
          <Link href={routes.confirm} target="_blank" className="font-medium underline">
            {t('confirm.link')}
          </Link>
        </p>
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
      {id === 'signedOut' && (
        <p className="mt-2">
          <Link href={routes.signIn} target="_blank" className="font-medium underline">
            {t('signedOut.link')}
          </Link>
        </p>
      )}
      {request && (
        <p className="mt-2">
          <Link href={routes.request(request)} className="font-medium underline">
            {t('requestOpen.link')}
          </Link>
        </p>
      )}
      {run && (
        <p className="mt-2">
          <Link href={routes.run(run)} className="font-medium underline">
            {t('runHolds.link')}
          </Link>
        </p>
      )}
    </Alert>
  );
}
