'use client';

import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { DialogButton } from '@/components/ui/dialog-button';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import type { Confirmer } from './confirm-fields';
import { ConfirmForm } from './confirm-form';
import { KeyValue } from './key-value';

type Revealed = { value: string };
export type RevealAction = (
  previous: ActionState<Revealed>,
  form: FormData,
) => Promise<ActionState<Revealed>>;

type Props = { proxy: string; slot: 'A' | 'B'; who: Confirmer; action: RevealAction };

/**
 * Shows a key's value once, after its person has said again who they are. The value is state of the open dialog alone:
 * it leaves the page and the memory of this component when the dialog closes.
 */
export function RevealKey(props: Props) {
  const t = useTranslations('keys');
  const { slot } = props;
  const words = { ask: t('revealAsk'), cancel: t('cancel'), submit: t('revealConfirm') };
  return (
    <DialogButton
      size="sm"
      aria-label={t('revealOf', { slot })}
      label={t('reveal')}
      title={t(slot === 'A' ? 'slotA' : 'slotB')}
    >
      {(close) => (
        <ConfirmForm {...props} words={words} onClose={close}>
          {({ value }) => <Value value={value} onClose={close} />}
        </ConfirmForm>
      )}
    </DialogButton>
  );
}

function Value({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useTranslations('keys');
  return (
    <>
      <KeyValue value={value} />
      <Alert tone="info" title={t('closeNote')} />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </>
  );
}
