'use client';

import { startTransition, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

type Revealed = { value: string };
export type RevealAction = (
  previous: ActionState<Revealed>,
  form: FormData,
) => Promise<ActionState<Revealed>>;

/**
 * Shows a key's value once, after saying that this is written down. The value is state of the open dialog alone: it
 * leaves the page and the memory of this component when the dialog closes.
 */
export function RevealKey({
  proxy,
  slot,
  action,
}: {
  proxy: string;
  slot: 'A' | 'B';
  action: RevealAction;
}) {
  const t = useTranslations('keys');
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  return (
    <>
      <Button
        size="sm"
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {t('reveal')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t(slot === 'A' ? 'slotA' : 'slotB')}
      >
        <RevealForm proxy={proxy} slot={slot} action={action} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function RevealForm({
  proxy,
  slot,
  action,
  onClose,
}: {
  proxy: string;
  slot: 'A' | 'B';
  action: RevealAction;
  onClose: () => void;
}) {
  const t = useTranslations('keys');
  const [state, reveal, isPending] = useAskedAction(action);

  function ask() {
    const form = new FormData();
    form.set('proxy', proxy);
    form.set('slot', slot);
    startTransition(() => reveal(form));
  }

  if (state.kind === 'ok') return <Value value={state.data.value} onClose={onClose} />;
  return (
    <>
      <p className="text-sm">{t('revealAsk')}</p>
      <ActionProblem state={state} />
      <DialogActions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" isPending={isPending} onClick={ask}>
          {t('revealConfirm')}
        </Button>
      </DialogActions>
    </>
  );
}

function Value({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useTranslations('keys');
  return (
    <>
      <div className="flex items-center gap-2 rounded-lg border border-line bg-subtle py-1.5 pr-1.5 pl-3">
        <output
          aria-label={t('revealed')}
          className="min-w-0 flex-1 select-all break-all font-mono text-sm"
        >
          {value}
        </output>
        <CopyButton value={value} label={t('copy')} />
      </div>
      <CopyButton
        value={`SLUICE_API_KEY=${value}`}
        label={t('copyEnv')}
        isLabelVisible
        className="self-start"
      />
      <Alert tone="info" title={t('closeNote')} />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </>
  );
}
