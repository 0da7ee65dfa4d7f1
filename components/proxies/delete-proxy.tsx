'use client';

import { type ReactNode, useState } from 'react';
import { type DeleteAction, DeleteForm } from '@/components/shell/delete-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Choice } from '@/components/ui/input';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useTranslations } from '@/lib/i18n/client';

type Props = {
  name: string;
  /** The network that may go with it, when it is the last proxy in it and this person may delete it. */
  network: { name: string; isAdopted: boolean } | null;
  /** Made by the page: a second press asks for the same deletion. */
  idempotencyKey: string;
  action: DeleteAction;
  /** The launch failed: nothing ever answered, and what it left goes together. */
  isRemains?: boolean;
  /** The dialog is open at once: Sluice proposes it. */
  isOpen?: boolean;
  /** Who called it lately. */
  callers?: ReactNode;
};

/** Deletes a proxy after its name is typed, and its network with it where it is the last one in it. */
export function DeleteProxy(props: Props) {
  const t = useTranslations('proxy.delete');
  const [isOpen, setIsOpen] = useState(props.isOpen ?? false);
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
        <DeleteForm
          name={props.name}
          idempotencyKey={props.idempotencyKey}
          action={props.action}
          words={{
            confirm: t('confirm', { name: props.name }),
            mismatch: t('mismatch', { name: props.name }),
            submit: t('submit'),
            keep: t('cancel'),
          }}
          onDone={() => setIsOpen(false)}
        >
          <p className="text-sm">{t(props.isRemains ? 'remainsText' : 'text')}</p>
          {props.callers}
          {props.network && (
            <WithNetwork network={props.network} isChosen={props.isRemains ?? false} />
          )}
        </DeleteForm>
      </Dialog>
    </>
  );
}

function WithNetwork({
  network,
  isChosen,
}: {
  network: { name: string; isAdopted: boolean };
  isChosen: boolean;
}) {
  const t = useTranslations('proxy.delete');
  const [withNetwork, setWithNetwork] = useState(isChosen);
  return (
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
  );
}
