'use client';

import { useId, useState } from 'react';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { type Confirmer, ConfirmFields, ConfirmProblem } from './confirm-fields';
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
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  const { slot } = props;
  return (
    <>
      <Button
        size="sm"
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
        aria-label={t('revealOf', { slot })}
      >
        {t('reveal')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t(slot === 'A' ? 'slotA' : 'slotB')}
      >
        <RevealForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function RevealForm({ proxy, slot, who, action, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations('keys');
  const id = useId();
  const [state, reveal, isPending] = useAskedAction(action);
  if (state.kind === 'ok') return <Value value={state.data.value} onClose={onClose} />;
  return (
    <form action={reveal} className="flex flex-col gap-4">
      <p className="text-sm">{t('revealAsk')}</p>
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="slot" value={slot} />
      <ConfirmProblem who={who} state={state} />
      <ConfirmFields who={who} id={id} />
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('revealConfirm')}
        </Button>
      </DialogActions>
    </form>
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
