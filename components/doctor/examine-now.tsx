'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

export type ExamineAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

/** Examines and probes at once; the page is rendered anew with what both found. */
export function ExamineNow({
  proxy,
  action,
  isBegun = false,
  isPrimary = true,
  children,
}: {
  proxy: string;
  action: ExamineAction;
  /** Asks without being pressed: whoever had something mended waits to see it proved. */
  isBegun?: boolean;
  /** Not where there is something to mend first. */
  isPrimary?: boolean;
  /** How old what is shown is. */
  children: ReactNode;
}) {
  const t = useTranslations('doctor');
  const [state, send, isPending] = useRefreshingAction(action);
  const submit = () => sendFields(send, { name: proxy });
  const begin = useRef(submit);
  begin.current = submit;
  useEffect(() => {
    if (isBegun) begin.current();
  }, [isBegun]);
  return (
    <div className="flex flex-col items-start gap-2">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          variant={isPrimary ? 'primary' : 'secondary'}
          isPending={isPending}
          onClick={submit}
        >
          {t('examine')}
        </Button>
        <span role="status" className="text-ink-muted text-sm">
          {isPending ? t('examining') : children}
        </span>
      </span>
      <ActionProblem state={state} />
    </div>
  );
}
