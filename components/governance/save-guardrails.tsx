'use client';

import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useRefreshingAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

export type SaveGuardrailsAction = (
  previous: ActionState<{ version: number }>,
  form: FormData,
) => Promise<ActionState<{ version: number }>>;

/** Puts the draft in force, with a reason for the history. */
export function SaveGuardrails({
  document,
  base,
  isChanged,
  isFailing,
  action,
  onDrop,
}: {
  document: string;
  /** The version that the draft was made of. */
  base: number;
  isChanged: boolean;
  isFailing: boolean;
  action: SaveGuardrailsAction;
  onDrop: () => void;
}) {
  const t = useTranslations('guardrails.save');
  const [state, submit, isPending] = useRefreshingAction(action);
  const [reason, setReason] = useState('');
  useEffect(() => {
    if (state.kind === 'ok') setReason('');
  }, [state]);
  const isReasonFaulty = state.kind === 'invalid' && state.fieldErrors.reason !== undefined;
  const said =
    state.kind === 'failed' && state.code === 'conflict'
      ? t('conflict')
      : state.kind === 'failed' && state.code === 'invalid'
        ? t('tests', { names: state.detail ?? '' })
        : null;
  return (
    <form action={submit} noValidate className="flex max-w-xl flex-col gap-1">
      <input type="hidden" name="document" value={document} />
      <input type="hidden" name="base" value={base} />
      <Field
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        errors={isReasonFaulty ? [t('reasonInvalid')] : []}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={300}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {said ? (
        <Alert tone="danger" isLive title={said} className="mb-2" />
      ) : (
        <ActionProblem state={state} className="mb-2" />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" isPending={isPending} disabled={!isChanged}>
          {t('submit')}
        </Button>
        {isChanged && (
          <Button variant="ghost" onClick={onDrop}>
            {t('drop')}
          </Button>
        )}
        <span
          role="status"
          className={isFailing ? 'text-danger text-sm' : 'text-ink-muted text-sm'}
        >
          {isFailing
            ? t('failing')
            : isChanged
              ? null
              : t(state.kind === 'ok' ? 'saved' : 'unchanged')}
        </span>
      </div>
    </form>
  );
}
