'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useRefreshingAction } from '@/components/shell/use-asked-action';
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
  const [state, submit, isPending] = useRefreshingAction(action);
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        variant={isPrimary ? 'primary' : 'secondary'}
        isPending={isPending}
        onClick={() => sendFields(submit, fields)}
      >
        {label}
      </Button>
      <ActionProblem state={state} />
    </div>
  );
}
