'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useActionState, useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import { useHydrated } from '@/components/ui/use-hydrated';
import { type ActionState, idle } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

type Started = { runId: string };
export type DeleteAction = (
  previous: ActionState<Started>,
  form: FormData,
) => Promise<ActionState<Started>>;

type Props = {
  name: string;
  /** The network that may go with it, when it is the last proxy in it and this person may delete it. */
  network: { name: string; isAdopted: boolean } | null;
  /** Made by the page: a second press asks for the same deletion. */
  idempotencyKey: string;
  action: DeleteAction;
  /** The launch failed: nothing ever answered, and what it left goes together. */
  isRemains?: boolean;
};

/** Deletes a proxy after its name is typed, and its network with it where it is the last one in it. */
export function DeleteProxy(props: Props) {
  const t = useTranslations('proxy.delete');
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  return (
    <>
      <Button
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {t(props.isRemains ? 'remains' : 'button')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('title', { name: props.name })}
      >
        <DeleteForm {...props} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function DeleteForm({
  name,
  network,
  idempotencyKey,
  action,
  isRemains = false,
  onDone,
}: Props & { onDone: () => void }) {
  const t = useTranslations('proxy.delete');
  const router = useRouter();
  const [state, submit, isPending] = useActionState(action, idle);
  const [typed, setTyped] = useState('');
  const [isMismatch, setIsMismatch] = useState(false);
  const [withNetwork, setWithNetwork] = useState(isRemains);

  useEffect(() => {
    if (state.kind !== 'ok') return;
    onDone();
    router.refresh();
  }, [state, onDone, router]);

  function check(event: FormEvent) {
    if (typed.normalize('NFKC').trim() === name) return;
    event.preventDefault();
    setIsMismatch(true);
  }

  return (
    <form action={submit} onSubmit={check} className="flex flex-col gap-4">
      <p className="text-sm">{t(isRemains ? 'remainsText' : 'text')}</p>
      <ActionProblem state={state} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {network && (
        <>
          {withNetwork && <input type="hidden" name="withNetwork" value="true" />}
          <Choice
            type="checkbox"
            checked={withNetwork}
            onChange={(event) => setWithNetwork(event.target.checked)}
            label={t('withNetwork', { network: network.name })}
            hint={t(network.isAdopted ? 'withNetworkAdopted' : 'withNetworkText')}
          />
        </>
      )}
      <Field
        name="confirm"
        label={t('confirm', { name })}
        errors={isMismatch ? [t('mismatch', { name })] : []}
      >
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value);
              setIsMismatch(false);
            }}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="submit" variant="danger" isPending={isPending}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
