'use client';

import { startTransition } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { TakeAway } from '@/components/shell/take-away';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { DialogButton } from '@/components/ui/dialog-button';
import { StateBadge } from '@/components/ui/state';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import type { ChannelAnswer } from '@/lib/alerts/types';
import { useTranslations } from '@/lib/i18n/client';
import type { AlertAction } from './rules-form';

type Tested = { isDelivered: boolean; answer: ChannelAnswer; ms: number };
export type TestChannelAction = (
  previous: ActionState<Tested>,
  form: FormData,
) => Promise<ActionState<Tested>>;

type Props = { id: string; name: string };

/** Sends a real message and shows what the other end said, and the way to remove the channel. */
export function ChannelVerbs({
  id,
  name,
  test,
  remove,
}: Props & { test: TestChannelAction; remove: AlertAction }) {
  const t = useTranslations('alerts');
  const [state, submit, isPending] = useAskedAction(test);
  const isHydrated = useHydrated();
  return (
    <div className="flex flex-col items-end gap-1 max-md:items-start">
      <div className="flex gap-2">
        <Button
          size="sm"
          className="disabled:opacity-100"
          disabled={!isHydrated}
          isPending={isPending}
          aria-label={t('test.label', { name })}
          onClick={() => startTransition(() => submit(formOf(id)))}
        >
          {t('test.button')}
        </Button>
        <RemoveChannel id={id} name={name} action={remove} />
      </div>
      <div role="status" className="text-xs">
        {state.kind === 'ok' && !isPending && <Answer tested={state.data} />}
      </div>
      <ActionProblem state={state} className="text-left" />
    </div>
  );
}

function Answer({ tested: { isDelivered, answer, ms } }: { tested: Tested }) {
  const t = useTranslations('alerts.test');
  const text = [answer.status, answer.text].filter(Boolean).join(' ');
  return (
    <span className="flex flex-wrap items-baseline justify-end gap-x-2 max-md:justify-start">
      <StateBadge
        state={isDelivered ? 'succeeded' : 'failed'}
        label={isDelivered ? t('sent', { ms }) : t('failed')}
      />
      <span className="wrap-anywhere text-ink-muted">
        {t('answer', { answer: text || t('noAnswer') })}
      </span>
    </span>
  );
}

function RemoveChannel({ id, name, action }: Props & { action: AlertAction }) {
  const t = useTranslations('alerts.remove');
  const words = { keep: t('keep'), submit: t('submit') };
  return (
    <DialogButton
      size="sm"
      aria-label={t('label', { name })}
      label={t('button')}
      title={t('title', { name })}
    >
      {(close) => (
        <TakeAway id={id} action={action} words={words} onClose={close}>
          <p className="text-left text-sm">{t('warning')}</p>
        </TakeAway>
      )}
    </DialogButton>
  );
}

function formOf(id: string): FormData {
  const form = new FormData();
  form.set('id', id);
  return form;
}
