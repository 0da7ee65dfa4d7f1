'use client';

import { useState } from 'react';
import { ApprovalReason, asksApproval } from '@/components/governance/approval-reason';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { DialogButton } from '@/components/ui/dialog-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

/** It leads to the run. */
export type ReviewAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

type Props = {
  name: string;
  /** Its template is of an older version: more than the label would change. */
  isBehind: boolean;
  /** UTC days. */
  bounds: { first: string; last: string | null; proposed: string };
  /** Its end as people read it. */
  endText: string | null;
  idempotencyKey: string;
  action: ReviewAction;
};

/** Says that a proxy was looked at and is still needed, and until when that holds. */
export function ReviewProxy(props: Props) {
  const t = useTranslations('lifetime.review');
  return (
    <DialogButton variant="primary" label={t('button')} title={t('title', { name: props.name })}>
      {(close) => <ReviewForm {...props} onDone={close} />}
    </DialogButton>
  );
}

function ReviewForm({
  name,
  isBehind,
  bounds,
  endText,
  idempotencyKey,
  action,
  onDone,
}: Props & { onDone: () => void }) {
  const t = useTranslations('lifetime.review');
  const guardrails = useTranslations('errors.guardrails');
  const [state, submit, isPending] = useAskedAction(action);
  const [reviewOn, setReviewOn] = useState(bounds.proposed);
  const isInvalid =
    (state.kind === 'invalid' && 'reviewOn' in state.fieldErrors) ||
    (state.kind === 'failed' && state.code === 'invalid');
  return (
    <form action={submit} className="flex flex-col gap-4">
      {!isInvalid && <ActionProblem state={state} />}
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <p className="text-sm">{t(isBehind ? 'behind' : 'text')}</p>
      <Field
        name="reviewOn"
        label={t('next')}
        hint={endText ? t('nextHint', { date: endText }) : undefined}
        errors={isInvalid ? [t('invalid')] : []}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            required
            min={bounds.first}
            max={bounds.last ?? undefined}
            value={reviewOn}
            onChange={(event) => setReviewOn(event.target.value)}
          />
        )}
      </Field>
      <ApprovalReason state={state} />
      <DialogActions>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {asksApproval(state) ? guardrails('request') : t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
