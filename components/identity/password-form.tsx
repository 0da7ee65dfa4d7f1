'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type ActionState, idle } from '@/lib/action-state';
import { useFormat, useTranslations } from '@/lib/i18n/client';

type Action = (previous: ActionState<never>, form: FormData) => Promise<ActionState<never>>;

/** Address and password. Why it was refused is not told apart: neither is whether the address exists. */
export function PasswordForm({
  action,
  next,
  isOnlyWay,
}: {
  action: Action;
  next: string | null;
  /** Its button is then the page's main one. */
  isOnlyWay: boolean;
}) {
  const t = useTranslations('identity');
  const format = useFormat();
  const [state, submit, isPending] = useActionState(action, idle);
  const email = state.kind === 'failed' || state.kind === 'invalid' ? state.values.email : '';
  return (
    <form action={submit} className="flex flex-col gap-2">
      {state.kind === 'failed' && (
        <Alert
          tone="danger"
          isLive
          title={state.code === 'throttled' ? t('throttled') : t('refused')}
          className="mb-2"
        >
          {state.code === 'throttled'
            ? t('throttledNext', { wait: format.duration(state.reason?.waitS ?? 0) })
            : t('refusedNext')}
        </Alert>
      )}
      {next && <input type="hidden" name="next" value={next} />}
      <Field name="email" label={t('email')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            defaultValue={typeof email === 'string' ? email : ''}
          />
        )}
      </Field>
      <Field name="password" label={t('password')}>
        {(control) => (
          <Input {...control} type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Button
        type="submit"
        variant={isOnlyWay ? 'primary' : 'secondary'}
        isPending={isPending}
        className="h-10"
      >
        {t('submit')}
      </Button>
    </form>
  );
}
