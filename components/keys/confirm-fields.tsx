'use client';

import { ActionProblem } from '@/components/shell/action-problem';
import type { AskedState } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';

/**
 * Who has to say again who they are, and how: by password; at the provider, on a page of its own; or in the demo, where
 * nobody has a password, by name.
 */
export type Confirmer = { way: 'password' | 'provider' | 'demo'; personId: string; name: string };

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
  if (who.way === 'provider') return <input type="hidden" name="password" value="" />;
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
  if (!isUnconfirmed || who.way === 'provider') return <ActionProblem state={state} />;
  return (
    <Alert tone="danger" isLive title={t('refused')}>
      {t(who.way === 'demo' ? 'refusedDemo' : 'refusedNext')}
    </Alert>
  );
}
