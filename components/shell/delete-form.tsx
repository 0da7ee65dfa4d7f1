'use client';

import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { ActionProblem } from './action-problem';
import { useAskedAction } from './use-asked-action';
import { useBegun } from './use-begun';

type Started = { runId: string };

export type DeleteAction = (
  previous: ActionState<Started>,
  form: FormData,
) => Promise<ActionState<Started>>;

/** It leads elsewhere when it has begun. */
export type DeleteManyAction = (
  previous: ActionState<never>,
  form: FormData,
) => Promise<ActionState<never>>;

/** A deletion that begins only after the object's name is typed. `children` says what it means. */
export function DeleteForm<T extends Started>({
  name,
  idempotencyKey,
  action,
  words,
  onDone,
  children,
}: {
  name: string;
  /** Made by the page: a second press asks for the same deletion. */
  idempotencyKey: string;
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  words: { confirm: string; mismatch: string; submit: string; keep: string };
  onDone: () => void;
  children: ReactNode;
}) {
  const begun = useBegun();
  const [state, submit, isPending] = useAskedAction(action);
  const [typed, setTyped] = useState('');
  const [isMismatch, setIsMismatch] = useState(false);

  useEffect(() => {
    if (state.kind !== 'ok') return;
    onDone();
    begun(state.data.runId);
  }, [state, onDone, begun]);

  function check(event: FormEvent) {
    if (typed.normalize('NFKC').trim() === name) return;
    event.preventDefault();
    setIsMismatch(true);
  }

  return (
    <form action={submit} onSubmit={check} className="flex flex-col gap-4">
      <ActionProblem state={state} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {children}
      <Field name="confirm" label={words.confirm} errors={isMismatch ? [words.mismatch] : []}>
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value);
              setIsMismatch(false);
            }}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onDone}>{words.keep}</Button>
        <Button type="submit" variant="danger" isPending={isPending}>
          {words.submit}
        </Button>
      </DialogActions>
    </form>
  );
}
