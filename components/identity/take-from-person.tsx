'use client';

import { TakeAway, type TakeAwayAction } from '@/components/shell/take-away';
import { DialogButton } from '@/components/ui/dialog-button';
import { useTranslations } from '@/lib/i18n/client';
import type { KnownPerson } from '@/lib/identity/types';

/** Ends a person's sessions, or revokes their tokens, after one question. */
export function TakeFromPerson({
  what,
  person: { id, name, email, origin },
  count,
  isSelf,
  action,
}: {
  what: 'sessions' | 'tokens';
  person: Pick<KnownPerson, 'id' | 'name' | 'email' | 'origin'>;
  count: number;
  isSelf: boolean;
  action: TakeAwayAction;
}) {
  const t = useTranslations('people');
  const words = { keep: t(`${what}.keep`), submit: t(`${what}.submit`) };
  return (
    <DialogButton
      size="sm"
      aria-label={t(`${what}.label`, { name })}
      label={t(`${what}.button`)}
      title={t(`${what}.title`, { name })}
    >
      {(close) => (
        <TakeAway id={id} action={action} words={words} onClose={close}>
          <div className="flex flex-col gap-2 text-left text-sm">
            <p className="font-medium">{t(`${what}.count`, { count, email })}</p>
            <p>{t(`${what}.warning`)}</p>
            {what === 'sessions' && (
              <p>{isSelf ? t('sessions.self') : t(`sessions.again.${origin}`)}</p>
            )}
          </div>
        </TakeAway>
      )}
    </DialogButton>
  );
}
