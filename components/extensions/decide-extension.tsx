'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import type { Extension } from '@/lib/extensions/types';
import { useTranslations } from '@/lib/i18n/client';
import { ReasonField } from './reason-field';

export type DecideExtensionAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

type Props = {
  extension: Pick<Extension, 'id' | 'amount' | 'proxy' | 'keyLabel' | 'reason'>;
  action: DecideExtensionAction;
};

/** Approve or deny, each with a reason that whoever asked reads. */
export function DecideExtension(props: Props) {
  const t = useTranslations('extension.decide');
  const isHydrated = useHydrated();
  const [verb, setVerb] = useState<'approve' | 'deny' | null>(null);
  const { amount } = props.extension;
  const close = () => setVerb(null);
  return (
    <>
      {(['deny', 'approve'] as const).map((each) => (
        <Button
          key={each}
          size="sm"
          className="disabled:opacity-100"
          disabled={!isHydrated}
          onClick={() => setVerb(each)}
        >
          {t(each)}
        </Button>
      ))}
      <Dialog
        isOpen={verb !== null}
        onClose={close}
        title={t(verb === 'deny' ? 'denyTitle' : 'approveTitle', { amount })}
      >
        {verb && <DecideForm {...props} verb={verb} onClose={close} />}
      </Dialog>
    </>
  );
}

function DecideForm({
  extension,
  action,
  verb,
  onClose,
}: Props & { verb: 'approve' | 'deny'; onClose: () => void }) {
  const t = useTranslations('extension');
  const words = useTranslations('common');
  const router = useRouter();
  const [state, submit, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind !== 'ok') return;
    onClose();
    router.refresh();
  }, [state, onClose, router]);
  const { id, proxy, keyLabel, reason: why } = extension;
  return (
    <form action={submit} noValidate className="flex flex-col gap-3">
      <ActionProblem state={state} />
      <p className="break-words text-sm">
        {t('decide.subject', { proxy, key: keyLabel, reason: why })}
      </p>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="isApproved" value={String(verb === 'approve')} />
      <ReasonField
        id={`decide-${id}`}
        label={t('decide.reason')}
        hint={t('decide.reasonHint')}
        isFaulty={state.kind === 'invalid'}
      />
      <DialogActions>
        <Button onClick={onClose}>{words('cancel')}</Button>
        <Button
          type="submit"
          variant={verb === 'approve' ? 'primary' : 'danger'}
          isPending={isPending}
        >
          {t(`decide.${verb}`)}
        </Button>
      </DialogActions>
    </form>
  );
}
