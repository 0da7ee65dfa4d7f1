'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import { useRefreshingAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

type ConfirmAction = (previous: ActionState<null>, form: FormData) => Promise<ActionState<null>>;

/** The password once more, for what an open browser is not enough for. */
export function ConfirmForm({ action }: { action: ConfirmAction }) {
  const t = useTranslations('identity');
  const [state, submit, isPending] = useRefreshingAction(action);
  const isWrong = state.kind === 'failed' && state.code === 'denied';
  return (
    <form action={submit} className="flex flex-col gap-2">
      {isWrong ? (
        <Alert tone="danger" isLive title={t('wrong')} className="mb-2" />
      ) : (
        <ActionProblem state={state} className="mb-2" />
      )}
      <Field name="password" label={t('password')}>
        {(control) => (
          <Input {...control} type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending} className="self-start">
        {t('confirm.submit')}
      </Button>
    </form>
  );
}
