'use client';

import { startTransition, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

export type RevokeTokenAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

/** Two tokens may have one name; no two begin alike. */
type Props = { id: string; name: string; prefix: string; action: RevokeTokenAction };

/** Ends a token after one question; the page then comes back without it. */
export function RevokeToken({ id, name, prefix, action }: Props) {
  const t = useTranslations('tokens.revoke');
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
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
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={t('title', { name })}>
        <RevokeForm id={id} prefix={prefix} action={action} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function RevokeForm({
  id,
  prefix,
  action,
  onClose,
}: Omit<Props, 'name'> & { onClose: () => void }) {
  const t = useTranslations('tokens.revoke');
  const [state, revoke, isPending] = useAskedAction(action);

  function ask() {
    const form = new FormData();
    form.set('id', id);
    startTransition(() => revoke(form));
  }

  return (
    <>
      <p className="text-left text-sm">
        <Code>{prefix}…</Code>
      </p>
      <p className="text-left text-sm">{t('warning')}</p>
      <ActionProblem state={state} className="text-left" />
      <DialogActions>
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button variant="danger" isPending={isPending} onClick={ask}>
          {t('submit')}
        </Button>
      </DialogActions>
    </>
  );
}
