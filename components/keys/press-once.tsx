'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';

/** One press that takes something back; the page is drawn anew with what stands then. */
export function PressOnce({
  id,
  label,
  name,
  action,
}: {
  id: string;
  label: string;
  /** What it is called where many stand below each other. */
  name?: string;
  action: (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>;
}) {
  const isHydrated = useHydrated();
  const [state, send, isPending] = useRefreshingAction(action);
  return (
    <>
      <Button
        size="sm"
        className="disabled:opacity-100"
        aria-label={name}
        disabled={!isHydrated}
        isPending={isPending}
        onClick={() => sendFields(send, { id })}
      >
        {label}
      </Button>
      <ActionProblem state={state} className="basis-full" />
    </>
  );
}
