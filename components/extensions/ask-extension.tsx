'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { type AskedState, useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { withQuery } from '@/lib/query';
import type { QuotaGauge } from '@/lib/usage/types';
import { ReasonField } from './reason-field';

type Asked = { id: string; isGranted: boolean };
export type AskExtensionAction = (
  previous: ActionState<Asked>,
  form: FormData,
) => Promise<ActionState<Asked>>;

type Props = {
  proxy: string;
  limit: number;
  period: QuotaGauge['period'];
  resetsAt: Date;
  /** The consumer keys, with how much each may have at once, and with an approval. */
  keys: { keyId: string; label: string; atOnce: number; most: number }[];
  idempotencyKey: string;
  action: AskExtensionAction;
  /** Where to go on once it was asked for, with the extension in the query; null to stay. */
  thenTo?: Route | null;
};

/** A button, and the dialog in which somebody gives a key more calls for this period, or asks that somebody else does. */
export function AskExtension(props: Props) {
  const t = useTranslations('extension.ask');
  const router = useRouter();
  const isHydrated = useHydrated();
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState<Asked | null>(null);
  const done = (asked: Asked) => {
    setIsOpen(false);
    setAnswer(asked);
    if (props.thenTo) router.push(withQuery(props.thenTo, { extension: asked.id }));
    else router.refresh();
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        size={props.thenTo ? 'md' : 'sm'}
        variant={props.thenTo ? 'primary' : 'secondary'}
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {t('button')}
      </Button>
      <p role="status" className="text-ink-muted text-xs">
        {answer && t(answer.isGranted ? 'isGranted' : 'isAsked')}
      </p>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={t('title')}>
        <AskForm {...props} onDone={done} onClose={() => setIsOpen(false)} />
      </Dialog>
    </div>
  );
}

function AskForm({
  onDone,
  onClose,
  ...props
}: Props & { onDone: (asked: Asked) => void; onClose: () => void }) {
  const t = useTranslations('extension.ask');
  const words = useTranslations('common');
  const format = useFormat();
  const [state, submit, isPending] = useAskedAction(props.action);
  // React empties a form that was answered; what was typed in it stands here.
  const [keyId, setKeyId] = useState(props.keys[0]?.keyId ?? '');
  const [amount, setAmount] = useState('');
  const { atOnce, most } = props.keys.find((key) => key.keyId === keyId) ?? { atOnce: 0, most: 0 };
  useEffect(() => {
    if (state.kind === 'ok') onDone(state.data);
  }, [state, onDone]);
  const faults = faultsOf(state);
  const clock = format.timeOfDay(props.resetsAt, 'UTC');
  return (
    <form action={submit} noValidate className="flex flex-col gap-3">
      {!faults.amount && <ActionProblem state={state} />}
      <p className="text-ink-muted text-sm">
        {t('lead', { limit: props.limit, period: props.period, clock })}
      </p>
      <input type="hidden" name="proxy" value={props.proxy} />
      <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
      {props.keys.length > 1 ? (
        <Field name="keyId" label={t('key')}>
          {(control) => (
            <Select {...control} value={keyId} onChange={(event) => setKeyId(event.target.value)}>
              {props.keys.map((key) => (
                <option key={key.keyId} value={key.keyId}>
                  {t('keyNamed', { label: key.label })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : (
        <input type="hidden" name="keyId" value={keyId} />
      )}
      <Field
        name="amount"
        label={t('amount')}
        hint={t(atOnce > 0 ? 'amountHint' : 'amountHintNone', { atOnce, most })}
        errors={faults.amount ? [t('amountInvalid', { most })] : []}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            step={1}
            required
            value={amount}
            className="tabular-nums"
            onChange={(event) => setAmount(event.target.value)}
          />
        )}
      </Field>
      <ReasonField label={t('reason')} hint={t('reasonHint')} isFaulty={faults.reason} />
      <DialogActions>
        <Button onClick={onClose}>{words('cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t(Number(amount) > atOnce ? 'submitAsk' : 'submit')}
        </Button>
      </DialogActions>
    </form>
  );
}

/** More than anybody may give is said at the field, as a number that is not one is. */
function faultsOf(state: AskedState<Asked>): { amount: boolean; reason: boolean } {
  if (state.kind === 'failed') return { amount: state.code === 'limit', reason: false };
  const fields = state.kind === 'invalid' ? Object.keys(state.fieldErrors) : [];
  return { amount: fields.includes('amount'), reason: fields.includes('reason') };
}
