'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
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
  const router = useRouter();
  const isHydrated = useHydrated();
  const [state, send, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind === 'ok') router.refresh();
  }, [state, router]);
  return (
    <>
      <Button
        size="sm"
        className="disabled:opacity-100"
        aria-label={name}
        disabled={!isHydrated}
        isPending={isPending}
        onClick={() => {
          const form = new FormData();
          form.set('id', id);
          startTransition(() => send(form));
        }}
      >
        {label}
      </Button>
      <ActionProblem state={state} className="basis-full" />
    </>
  );
}
