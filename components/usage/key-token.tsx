'use client';

import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { type CreateTokenAction, MadeToken } from '@/components/tokens/create-token';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useTranslations } from '@/lib/i18n/client';
import { tokenDaysChoices, tokenNameLengthMax } from '@/lib/identity/token-choices';

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
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  useEffect(() => {
    if (state.kind === 'ok') onMade(state.data.value);
  }, [state, onMade]);
  const isInvalid = state.kind === 'invalid';
  return (
    <form action={submit} noValidate className="flex flex-col gap-3">
      <ActionProblem state={state} />
      <p className="text-ink-muted text-sm">{words('lead')}</p>
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="keyId" value={keyId} />
      <Field
        name="name"
        id={`token-name-${keyId}`}
        label={t('name')}
        hint={words('nameHint')}
        errors={isInvalid ? [t('nameInvalid', { max: String(tokenNameLengthMax) })] : []}
      >
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={tokenNameLengthMax}
            required
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field name="days" id={`token-days-${keyId}`} label={t('days')}>
        {(control) => (
          <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
            {tokenDaysChoices.map((choice) => (
              <option key={choice} value={choice}>
                {t('daysChoice', { days: choice })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
