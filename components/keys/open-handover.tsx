'use client';

import { startTransition, useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { KeyValue } from './key-value';

type Opened = { value: string; proxy: string; url: string | null };
export type OpenHandoverAction = (
  previous: ActionState<Opened>,
  form: FormData,
) => Promise<ActionState<Opened>>;

/**
 * Shows the key after a press, never by itself: what looks a link up before a person does, a chat's preview say, must
 * not spend it. The secret is the fragment, and leaves the address bar with the press.
 */
export function OpenHandover({
  id,
  madeBy,
  action,
}: {
  id: string;
  madeBy: string;
  action: OpenHandoverAction;
}) {
  const t = useTranslations('keys.open');
  const isHydrated = useHydrated();
  const [state, open, isPending] = useAskedAction(action);
  const [isWhole, setIsWhole] = useState(true);
  useEffect(() => setIsWhole(window.location.hash.length > 1), []);
  if (state.kind === 'ok') return <Opened {...state.data} />;

  function press() {
    const form = new FormData();
    form.set('id', id);
    form.set('secret', window.location.hash.slice(1));
    startTransition(() => open(form));
  }

  if (!isWhole) {
    return (
      <Alert tone="warn" title={t('incomplete')}>
        {t('incompleteNext')}
      </Alert>
    );
  }
  const fault =
    state.kind === 'failed' && (state.code === 'denied' || state.code === 'conflict')
      ? faults.find((it) => it === state.detail)
      : undefined;
  return (
    <div className="flex flex-col items-start gap-4">
      {fault ? (
        <Alert tone="danger" isLive title={t(`fault.${fault}`)}>
          {t('faultNext', { who: madeBy })}
        </Alert>
      ) : (
        <ActionProblem state={state} />
      )}
      <p className="text-sm">{t('once')}</p>
      <Button
        variant="primary"
        className="disabled:opacity-100"
        disabled={!isHydrated}
        isPending={isPending}
        onClick={press}
      >
        {t('button')}
      </Button>
    </div>
  );
}

const faults = ['opened', 'revoked', 'expired', 'gone', 'secret', 'role'] as const;

function Opened({ value, url }: Opened) {
  const t = useTranslations('keys.open');
  useEffect(() => {
    window.history.replaceState(null, '', window.location.pathname);
    // It is shown once: leaving before it was kept would lose it.
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, []);
  return (
    <div role="status" className="flex flex-col gap-3">
      <KeyValue value={value} />
      {url && (
        <p className="text-sm">
          {t('call')} <Code>{url}</Code>
        </p>
      )}
      <Alert tone="info" title={t('shown')} />
    </div>
  );
}
