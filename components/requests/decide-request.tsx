'use client';

import { useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { controlClass } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';

type RequestAction = (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>;

/** Approve or deny, with what whoever asked will read. The reason stays where an answer did not come. */
export function DecideRequest({ id, action }: { id: string; action: RequestAction }) {
  const t = useTranslations('request.decide');
  const [reason, setReason] = useState('');
  const [pressed, setPressed] = useState<'approve' | 'deny' | null>(null);
  const [state, submit, isPending] = useRefreshingAction(action);
  const decide = (verb: 'approve' | 'deny') => {
    setPressed(verb);
    sendFields(submit, { id, reason, isApproved: String(verb === 'approve') });
  };
  return (
    <section
      aria-label={t('title')}
      className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <h2 className="font-medium text-sm">{t('title')}</h2>
      <ActionProblem state={state} />
      <Field
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        errors={state.kind === 'invalid' ? [t('reasonInvalid')] : []}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className={cn(controlClass, 'min-h-16 px-2.5 py-2')}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2 max-md:*:flex-1">
        {(['approve', 'deny'] as const).map((verb) => (
          <Button
            key={verb}
            variant={verb === 'approve' ? 'primary' : 'secondary'}
            isPending={isPending && pressed === verb}
            disabled={isPending}
            onClick={() => decide(verb)}
          >
            {t(verb)}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** Takes one's own request back. */
export function WithdrawRequest({ id, action }: { id: string; action: RequestAction }) {
  const t = useTranslations('request');
  const [state, submit, isPending] = useRefreshingAction(action);
  return (
    <div className="flex flex-col items-start gap-2">
      <Button isPending={isPending} onClick={() => sendFields(submit, { id })}>
        {t('withdraw')}
      </Button>
      <ActionProblem state={state} />
    </div>
  );
}
