'use client';

import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { type CreateTokenAction, MadeToken } from '@/components/tokens/create-token';
import { TokenDays, TokenName } from '@/components/tokens/token-fields';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useTranslations } from '@/lib/i18n/client';

type Props = { proxy: string; keyId: string; label: string; action: CreateTokenAction };

/**
 * Makes a token that reads this key's usage and nothing else, for a holder without an account. Its value is state of
 * the open dialog alone.
 */
export function KeyToken(props: Props) {
  const t = useTranslations('myUsage.token');
  const made = useTranslations('tokens.made');
  const isHydrated = useHydrated();
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState<string | null>(null);
  const close = () => {
    setIsOpen(false);
    setValue(null);
  };
  const named = { label: props.label, proxy: props.proxy };
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        className="-mx-2 disabled:opacity-100"
        disabled={!isHydrated}
        aria-label={t('buttonOf', named)}
        onClick={() => setIsOpen(true)}
      >
        {t('button')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={value === null ? t('title', named) : made('title')}
      >
        {value === null ? (
          <KeyTokenForm {...props} onMade={setValue} onClose={close} />
        ) : (
          <MadeToken value={value} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

function KeyTokenForm({
  proxy,
  keyId,
  action,
  onMade,
  onClose,
}: Props & { onMade: (value: string) => void; onClose: () => void }) {
  const t = useTranslations('tokens.create');
  const words = useTranslations('myUsage.token');
  const common = useTranslations('common');
  const [state, submit, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind === 'ok') onMade(state.data.value);
  }, [state, onMade]);
  return (
    <form action={submit} noValidate className="flex flex-col gap-3">
      <ActionProblem state={state} />
      <p className="text-ink-muted text-sm">{words('lead')}</p>
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="keyId" value={keyId} />
      <TokenName
        id={`token-name-${keyId}`}
        hint={words('nameHint')}
        isFaulty={state.kind === 'invalid'}
      />
      <TokenDays id={`token-days-${keyId}`} initial={90} />
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
