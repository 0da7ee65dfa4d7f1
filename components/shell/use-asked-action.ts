'use client';

import { unstable_rethrow, useRouter } from 'next/navigation';
import { startTransition, useActionState, useEffect } from 'react';
import { type ActionState, idle } from '@/lib/action-state';

/** An action's answer, or that none came: the connection broke, and what was asked may or may not have happened. */
export type AskedState<T> = ActionState<T> | { kind: 'unreached' };

/** As useActionState; a reply that never comes is told in place instead of taking the page with it. */
export function useAskedAction<T>(
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>,
): [AskedState<T>, (form: FormData) => void, boolean] {
  return useActionState<AskedState<T>, FormData>(async (previous, form) => {
    try {
      return await action(previous.kind === 'unreached' ? idle : previous, form);
    } catch (error) {
      unstable_rethrow(error);
      return { kind: 'unreached' };
    }
  }, idle);
}

/** As useAskedAction; the page is rendered anew once what was asked has happened. */
export function useRefreshingAction<T>(
  action: (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>,
): [AskedState<T>, (form: FormData) => void, boolean] {
  const router = useRouter();
  const asked = useAskedAction(action);
  const [state] = asked;
  useEffect(() => {
    if (state.kind === 'ok') router.refresh();
  }, [state, router]);
  return asked;
}

/** Sends these fields to an action, for what is pressed and not filled in. */
export function sendFields(
  submit: (form: FormData) => void,
  fields: Record<string, string> = {},
): void {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  startTransition(() => submit(form));
}
