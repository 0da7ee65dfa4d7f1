'use client';

import type { ReactNode } from 'react';
import { ApprovalReason, asksApproval } from '@/components/governance/approval-reason';
import { ActionProblem } from '@/components/shell/action-problem';
import {
  sendFields,
  useAskedAction,
  useRefreshingAction,
} from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

export type DriftAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

/** Asks AWS now, beside when it was last asked; the page is rendered anew with the answer. */
export function CompareNow({
  name,
  action,
  children,
}: {
  name: string;
  action: DriftAction;
  children: ReactNode;
}) {
  const t = useTranslations('drift');
  const [state, submit, isPending] = useRefreshingAction(action);
  return (
    <div className="mt-auto flex flex-col items-start gap-2 pt-1">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" isPending={isPending} onClick={() => sendFields(submit, { name })}>
          {t('check')}
        </Button>
        <span role="status" className="text-ink-muted text-xs">
          {isPending ? t('checking') : children}
        </span>
      </span>
      <ActionProblem state={state} />
    </div>
  );
}

/** One thing that can be done about what differs, and what it does; without an action, why it cannot. */
export function DriftVerb({
  name,
  idempotencyKey,
  action,
  label,
  isPrimary = false,
  children,
}: {
  name: string;
  idempotencyKey: string;
  action: DriftAction | null;
  label: string;
  isPrimary?: boolean;
  children: ReactNode;
}) {
  const guardrails = useTranslations('errors.guardrails');
  const none = async (previous: ActionState<void>) => previous;
  const [state, submit, isPending] = useAskedAction(action ?? none);
  return (
    <form action={submit} className="flex flex-col gap-2">
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {action && (
          <Button type="submit" variant={isPrimary ? 'primary' : 'secondary'} isPending={isPending}>
            {asksApproval(state) ? guardrails('request') : label}
          </Button>
        )}
        <p className="min-w-0 flex-1 basis-64 text-ink-muted text-xs">{children}</p>
      </div>
      <ActionProblem state={state} />
      <ApprovalReason state={state} />
    </form>
  );
}
