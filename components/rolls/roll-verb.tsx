'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import type { ActionState } from '@/lib/action-state';

type RollAction = (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>;

/** One thing that can be done about a roll; the page is rendered anew once it was. */
export function RollVerb({
  action,
  fields,
  label,
  isPrimary = false,
}: {
  action: RollAction;
  fields: Record<string, string>;
  label: string;
  isPrimary?: boolean;
}) {
  const router = useRouter();
  const [state, submit, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind === 'ok') router.refresh();
  }, [state, router]);
  const press = () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    startTransition(() => submit(form));
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button variant={isPrimary ? 'primary' : 'secondary'} isPending={isPending} onClick={press}>
        {label}
      </Button>
      <ActionProblem state={state} />
    </div>
  );
}
