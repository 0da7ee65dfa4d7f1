'use client';

import { type ReactNode, startTransition } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import type { ActionState } from '@/lib/action-state';
import { ActionProblem } from './action-problem';
import { useAskedAction } from './use-asked-action';

export type TakeAwayAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

/** Takes one thing away after one question; the page then comes back without it. `children` says what it means. */
export function TakeAway({
  id,
  action,
  words,
  onClose,
  children,
}: {
  id: string;
  action: TakeAwayAction;
  words: { keep: string; submit: string };
  onClose: () => void;
  children: ReactNode;
}) {
  const [state, send, isPending] = useAskedAction(action);

  function ask() {
    const form = new FormData();
    form.set('id', id);
    startTransition(() => send(form));
  }

  return (
    <>
      {children}
      <ActionProblem state={state} className="text-left" />
      <DialogActions>
        <Button onClick={onClose}>{words.keep}</Button>
        <Button variant="danger" isPending={isPending} onClick={ask}>
          {words.submit}
        </Button>
      </DialogActions>
    </>
  );
}
