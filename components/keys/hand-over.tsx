'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import { type Confirmer, ConfirmFields, ConfirmProblem } from './confirm-fields';
import { OnceShown } from './key-value';

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
  const t = useTranslations('keys.handover');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  const { slot } = props;
  const close = () => {
    setIsOpen(false);
    router.refresh();
  };
  return (
    <>
      <Button
        size="sm"
        variant={isPrimary ? 'primary' : 'secondary'}
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
        aria-label={t('dialog', { slot })}
      >
        {t('button')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={t('dialog', { slot })}>
        <HandOverForm {...props} onClose={close} />
      </Dialog>
    </>
  );
}

function HandOverForm({ proxy, slot, who, action, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations('keys');
  const id = useId();
  const [state, make, isPending] = useAskedAction(action);
  if (state.kind === 'ok') return <MadeLink made={state.data} onClose={onClose} />;
  return (
    <form action={make} className="flex flex-col gap-4">
      <p className="text-sm">{t('handover.text')}</p>
      <input type="hidden" name="proxy" value={proxy} />
      <input type="hidden" name="slot" value={slot} />
      <ConfirmProblem who={who} state={state} />
      <ConfirmFields who={who} id={id} />
      <DialogActions>
        <Button onClick={onClose}>{t('verb.keep')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('handover.submit')}
        </Button>
      </DialogActions>
    </form>
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
