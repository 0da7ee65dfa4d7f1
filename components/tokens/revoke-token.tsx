'use client';

import { TakeAway, type TakeAwayAction } from '@/components/shell/take-away';
import { Code } from '@/components/ui/code';
import { DialogButton } from '@/components/ui/dialog-button';
import { useTranslations } from '@/lib/i18n/client';

export type RevokeTokenAction = TakeAwayAction;

/** Two tokens may have one name; no two begin alike. */
type Props = { id: string; name: string; prefix: string; action: RevokeTokenAction };

/** Ends a token after one question; the page then comes back without it. */
export function RevokeToken({ id, name, prefix, action }: Props) {
  const t = useTranslations('tokens.revoke');
  const words = { keep: t('keep'), submit: t('submit') };
  return (
    <DialogButton
      size="sm"
      aria-label={t('label', { name })}
      label={t('button')}
      title={t('title', { name })}
    >
      {(close) => (
        <TakeAway id={id} action={action} words={words} onClose={close}>
          <p className="text-left text-sm">
            <Code>{prefix}…</Code>
          </p>
          <p className="text-left text-sm">{t('warning')}</p>
        </TakeAway>
      )}
    </DialogButton>
  );
}
