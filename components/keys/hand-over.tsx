'use client';

import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { DialogButton } from '@/components/ui/dialog-button';
import { OnceShown } from '@/components/ui/once-shown';
import { Time } from '@/components/ui/time';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import type { Confirmer } from './confirm-fields';
import { ConfirmForm } from './confirm-form';

type Made = { id: string; secret: string; expiresAt: Date };
export type HandOverAction = (
  previous: ActionState<Made>,
  form: FormData,
) => Promise<ActionState<Made>>;

type Props = {
  proxy: string;
  slot: 'A' | 'B';
  who: Confirmer;
  action: HandOverAction;
  isPrimary?: boolean;
};

/** Makes a one-time link to a key's value, and shows it once: only its hash is kept. */
export function HandOver({ isPrimary = false, ...props }: Props) {
  const t = useTranslations('keys');
  const router = useRouter();
  const { slot } = props;
  const title = t('handover.dialog', { slot });
  const words = {
    ask: t('handover.text'),
    cancel: t('verb.keep'),
    submit: t('handover.submit'),
  };
  return (
    <DialogButton
      size="sm"
      variant={isPrimary ? 'primary' : 'secondary'}
      aria-label={title}
      label={t('handover.button')}
      title={title}
      onClosed={() => router.refresh()}
    >
      {(close) => (
        <ConfirmForm {...props} words={words} onClose={close}>
          {(made) => <MadeLink made={made} onClose={close} />}
        </ConfirmForm>
      )}
    </DialogButton>
  );
}

function MadeLink({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useTranslations('keys');
  // The secret is the fragment: browsers send it to nobody, and no log of ours or of a proxy in front can hold it.
  const link = `${window.location.origin}${routes.handover(made.id)}#${made.secret}`;
  return (
    <>
      <OnceShown value={link} name={t('handover.made')} copy={t('handover.copy')} />
      <p className="text-ink-muted text-xs">
        {t('handover.expires')} <Time value={made.expiresAt} as="full" />
      </p>
      <Alert tone="info" title={t('handover.madeNote')} />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </>
  );
}
