'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import type { AskedState } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';

/** Who has to say again who they are, and how: by password, or in the demo, where nobody has one, by name. */
export type Confirmer = { way: 'password' | 'demo'; personId: string; name: string };

export function ConfirmFields({ who, id }: { who: Confirmer; id: string }) {
  const t = useTranslations('keys.confirm');
  if (who.way === 'demo') {
    return (
      <Choice
        type="checkbox"
        name="personId"
        value={who.personId}
        required
        label={t('demo', { name: who.name })}
        hint={t('demoHint')}
      />
    );
  }
  return (
    <Field name="password" id={`${id}-password`} label={t('password')} hint={t('passwordHint')}>
      {(control) => <Input {...control} type="password" autoComplete="current-password" required />}
    </Field>
  );
}

/** What went wrong; that somebody was not who they said is told in other words than that they may not. */
export function ConfirmProblem({ who, state }: { who: Confirmer; state: AskedState<unknown> }) {
  const t = useTranslations('keys.confirm');
  const isUnconfirmed =
    state.kind === 'failed' && state.code === 'denied' && state.detail === 'confirm';
  if (!isUnconfirmed) return <ActionProblem state={state} />;
  return (
    <Alert tone="danger" isLive title={t('refused')}>
      {t(who.way === 'demo' ? 'refusedDemo' : 'refusedNext')}
    </Alert>
  );
}
