'use client';

import { startTransition, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
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
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  const close = () => setIsOpen(false);
  return (
    <>
      <Button
        size="sm"
        className="disabled:opacity-100"
        disabled={!isHydrated}
        aria-label={t('label', { name })}
        onClick={() => setIsOpen(true)}
      >
        {t('button')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={t('title', { name })}>
        <RemoveForm id={id} action={action} onClose={close} />
      </Dialog>
    </>
  );
}

function RemoveForm({
  id,
  action,
  onClose,
}: {
  id: string;
  action: AlertAction;
  onClose: () => void;
}) {
  const t = useTranslations('alerts.remove');
  const [state, submit, isPending] = useAskedAction(action);
  return (
    <>
      <p className="text-left text-sm">{t('warning')}</p>
      <ActionProblem state={state} className="text-left" />
      <DialogActions>
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button
          variant="danger"
          isPending={isPending}
          onClick={() => startTransition(() => submit(formOf(id)))}
        >
          {t('submit')}
        </Button>
      </DialogActions>
    </>
  );
}

function formOf(id: string): FormData {
  const form = new FormData();
  form.set('id', id);
  return form;
}
