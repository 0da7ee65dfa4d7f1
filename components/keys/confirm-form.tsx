'use client';

import { type ReactNode, useId } from 'react';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import type { ActionState } from '@/lib/action-state';
import { type Confirmer, ConfirmFields, ConfirmProblem } from './confirm-fields';

/** Asks for one thing of one key, once its person has said again who they are. `children` shows what came of it. */
export function ConfirmForm<T>({
  proxy,
  slot,
  who,
  action,
  words,
  onClose,
  children,
}: {
  proxy: string;
  slot: 'A' | 'B';
  who: Confirmer;
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  words: { ask: string; cancel: string; submit: string };
  onClose: () => void;
  children: (data: T) => ReactNode;
}) {
  const id = useId();
  const [state, send, isPending] = useAskedAction(action);
  if (state.kind === 'ok') return children(state.data);
  return (
    <form action={send} className="flex flex-col gap-4">
      <p className="text-sm">{words.ask}</p>
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="slot" value={slot} />
      <ConfirmProblem who={who} state={state} />
      <ConfirmFields who={who} id={id} />
      <DialogActions>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {words.submit}
        </Button>
      </DialogActions>
    </form>
  );
}
