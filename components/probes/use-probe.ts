'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useAskedAction } from '@/components/shell/use-asked-action';
import type { ActionState } from '@/lib/action-state';
import type { ProbeResult } from '@/lib/probes/types';

export type ProbeAction = (
  previous: ActionState<ProbeResult>,
  form: FormData,
) => Promise<ActionState<ProbeResult>>;

/** Running a probe; the page is rendered anew once its result is stored. */
export function useProbe(action: ProbeAction) {
  const router = useRouter();
  const [state, submit, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind === 'ok') router.refresh();
  }, [state, router]);
  return { state, submit, isPending };
}
