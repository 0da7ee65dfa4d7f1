'use client';

import { useRefreshingAction } from '@/components/shell/use-asked-action';
import type { ActionState } from '@/lib/action-state';
import type { ProbeResult } from '@/lib/probes/types';

export type ProbeAction = (
  previous: ActionState<ProbeResult>,
  form: FormData,
) => Promise<ActionState<ProbeResult>>;

/** Running a probe; the page is rendered anew once its result is stored. */
export function useProbe(action: ProbeAction) {
  const [state, submit, isPending] = useRefreshingAction(action);
  return { state, submit, isPending };
}
