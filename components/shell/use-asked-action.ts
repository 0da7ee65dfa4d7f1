'use client';

import { unstable_rethrow } from 'next/navigation';
import { useActionState } from 'react';
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
