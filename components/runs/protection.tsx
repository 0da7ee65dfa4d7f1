'use client';

import { Shield, ShieldCheck } from 'lucide-react';
import { useTranslations } from '@/lib/i18n/client';
import type { Recovery } from '@/lib/recovery/types';
import { type RecoverAction, RecoverDialog } from './recover-dialog';

type Props = {
  recovery: Recovery;
  action: RecoverAction;
  /** Made by the page: a second press asks for the same run. */
  idempotencyKey: string;
};

/** Whether a stack is protected against deletion, and its switch where this person may use it. */
export function ProtectionSwitch({ recovery, action, idempotencyKey }: Props) {
  const t = useTranslations('recovery.protection');
  const { isProtected, subject, verbs } = recovery;
  const Icon = isProtected ? ShieldCheck : Shield;
  const state = (
    <>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{t('state')}: </span>
      {t(isProtected ? 'on' : 'off')}
    </>
  );
  if (!verbs.includes(isProtected ? 'unprotect' : 'protect'))
    return (
      <span className="inline-flex h-8 items-center gap-2 text-ink-muted text-sm">{state}</span>
    );
  const words = isProtected
    ? { title: t('onTitle', subject), text: t('onText'), submit: t('turnOff') }
    : { title: t('offTitle', subject), text: t('offText'), submit: t('turnOn') };
  return (
    <RecoverDialog
      label={state}
      variant="ghost"
      title={words.title}
      fields={{ ...subject, idempotencyKey, isProtected: String(!isProtected) }}
      action={action}
      words={{ submit: words.submit }}
      submitVariant={isProtected ? 'danger' : 'primary'}
    >
      <p>{words.text}</p>
    </RecoverDialog>
  );
}

/** Stands where the button to delete does while the stack is protected: says why not, and offers the step before. */
export function ProtectedDelete({
  recovery,
  action,
  idempotencyKey,
  label,
}: Props & { label: string }) {
  const t = useTranslations('recovery.protection');
  const { subject } = recovery;
  return (
    <RecoverDialog
      label={label}
      title={t('deleteTitle', subject)}
      fields={{ ...subject, idempotencyKey, isProtected: 'false' }}
      action={action}
      words={{ submit: t('turnOff') }}
    >
      <p>{t('onText')}</p>
    </RecoverDialog>
  );
}
