'use client';

import { useRouter } from 'next/navigation';
import { useActionState, useEffect } from 'react';
import { type ActionState, idle } from '@/lib/action-state';
import type { ProbeResult } from '@/lib/probes/types';

export type ProbeAction = (
  previous: ActionState<ProbeResult>,
  form: FormData,
) => Promise<ActionState<ProbeResult>>;

/** Running a probe; the page is rendered anew once its result is stored. */
export function useProbe(action: ProbeAction) {
  const router = useRouter();
  const [state, submit, isPending] = useActionState(action, idle);
  useEffect(() => {
    if (state.kind === 'ok') router.refresh();
  }, [state, router]);
  return { state, submit, isPending };
}
