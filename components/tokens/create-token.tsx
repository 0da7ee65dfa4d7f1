'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { OnceShown } from '@/components/ui/once-shown';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import type { TokenScope } from '@/lib/identity/token-choices';
import { TokenForm } from './token-form';

export type Made = { value: string; prefix: string; expiresAt: Date };
export type CreateTokenAction = (
  previous: ActionState<Made>,
  form: FormData,
) => Promise<ActionState<Made>>;

type Props = {
  /** What this person may hand on. */
  scopes: readonly TokenScope[];
  teams: readonly string[];
  action: CreateTokenAction;
};

/**
 * Makes a token and shows its value once. The value is state of the open dialog alone: it leaves the page and the
 * memory of this component when the dialog closes.
 */
export function CreateToken(props: Props) {
  const t = useTranslations('tokens');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState<string | null>(null);
  const isHydrated = useHydrated();

  function close() {
    setIsOpen(false);
    if (value !== null) router.refresh();
    setValue(null);
  }

  return (
    <>
      <Button
        variant="primary"
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        <Plus aria-hidden />
        {t('create.button')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={value === null ? t('create.title') : t('made.title')}
      >
        {value === null ? (
          <TokenForm {...props} onMade={setValue} onClose={close} />
        ) : (
          <MadeToken value={value} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

/** The value, this once. */
export function MadeToken({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useTranslations('tokens.made');
  return (
    <>
      <OnceShown value={value} name={t('value')} copy={t('copy')} />
      <CopyButton
        value={`SLUICE_TOKEN=${value}`}
        label={t('copyEnv')}
        isLabelVisible
        className="self-start"
      />
      <Alert tone="warn" isLive title={t('note')} />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </DialogActions>
    </>
  );
}
