'use client';

import { startTransition, useEffect, useRef } from 'react';
import { useRefreshingAction } from '@/components/shell/use-asked-action';
import type { ActionState } from '@/lib/action-state';
import type { ProbeResult } from '@/lib/probes/types';
import { settlingPauseMs } from '@/lib/probes/waiting';

export type ProbeAction = (
  previous: ActionState<ProbeResult>,
  form: FormData,
) => Promise<ActionState<ProbeResult>>;

/**
 * Running a probe; the page is rendered anew once its result is stored. Where the gateway refused the probe's key for
 * its youth, the same call is made again until it is let in, or the key has had its time: the answer then says nothing
 * of `settlesAt`, which ends the waiting.
 */
export function useProbe(action: ProbeAction) {
  const [state, ask, isPending] = useRefreshingAction(action);
  const asked = useRef<FormData>(null);
  const waitsUntil = state.kind === 'ok' ? (state.data.settlesAt ?? null) : null;

  function submit(form: FormData) {
    asked.current = form;
    ask(form);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal begins a pause of its own
  useEffect(() => {
    const form = asked.current;
    if (waitsUntil === null || isPending || !form) return;
    const pause = setTimeout(() => startTransition(() => ask(form)), settlingPauseMs);
    return () => clearTimeout(pause);
  }, [state, isPending]);

  return { state, submit, isPending, waitsUntil };
}
