'use client';

import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { DialogButton } from '@/components/ui/dialog-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { FactFields, type FactValues, useUpstreamErrors } from './fact-fields';
import type { UpstreamAction } from './propose-form';

export type UpstreamVerb = 'approve' | 'decline' | 'review' | 'retire';

type Props = {
  verb: UpstreamVerb;
  host: string;
  facts: FactValues;
  /** The day that the next review is proposed for. */
  reviewOn: string;
  /** The proxies that call it. */
  callers: readonly string[];
  action: UpstreamAction;
};

/** One decision about a host, with the reason that whoever asks later reads. */
export function DecideUpstream(props: Props) {
  const t = useTranslations('upstreams');
  const { verb, host } = props;
  return (
    <DialogButton
      variant={verb === 'approve' ? 'primary' : 'secondary'}
      label={t(`verb.${verb}`)}
      title={<span className="wrap-anywhere">{t(`verbTitle.${verb}`, { host })}</span>}
    >
      {(close) => <DecideForm {...props} onClose={close} />}
    </DialogButton>
  );
}

function DecideForm({
  verb,
  host,
  facts,
  reviewOn,
  callers,
  action,
  onClose,
}: Props & { onClose: () => void }) {
  const t = useTranslations('upstreams');
  const [state, submit, isPending] = useRefreshingAction(action);
  const [reason, setReason] = useState('');
  const [day, setDay] = useState(reviewOn);
  const errors = useUpstreamErrors(state);
  useEffect(() => {
    if (state.kind === 'ok') onClose();
  }, [state, onClose]);
  const isPast = state.kind === 'failed' && state.code === 'invalid';
  return (
    <form action={submit} noValidate className="flex flex-col gap-1">
      {!isPast && <ActionProblem state={state} className="mb-2" />}
      <p className="mb-2 text-ink-muted text-sm">{t(`verbText.${verb}`)}</p>
      {verb === 'retire' && callers.length > 0 && (
        <p className="mb-2 text-sm text-warn">
          {t('stillUsed', { count: callers.length, names: callers.join(', ') })}
        </p>
      )}
      <input type="hidden" name="host" value={host} />
      <input type="hidden" name="verb" value={verb} />
      {verb === 'review' && <FactFields initial={facts} errors={errors} />}
      {(verb === 'approve' || verb === 'review') && (
        <Field name="reviewOn" label={t('reviewOn')} errors={errors('reviewOn')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              required
              className="max-w-48"
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field name="reason" label={t('reason')} hint={t('reasonHint')} errors={errors('reason')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={300}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="submit"
          variant={verb === 'retire' || verb === 'decline' ? 'danger' : 'primary'}
          isPending={isPending}
        >
          {t(`verb.${verb}`)}
        </Button>
      </DialogActions>
    </form>
  );
}
