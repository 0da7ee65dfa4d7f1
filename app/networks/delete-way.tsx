import { randomUUID } from 'node:crypto';
import { DeleteNetwork } from '@/components/networks/delete-network';
import { networkFacts } from '@/components/networks/network-facts';
import { ProtectedDelete } from '@/components/runs/protection';
import { getI18n } from '@/lib/i18n/server';
import type { NetworkDetail } from '@/lib/networks/types';
import type { Recovery } from '@/lib/recovery/types';
import { switchProtectionAction } from '../runs/actions';
import { deleteNetworkAction } from './actions';

type Shown = {
  network: NetworkDetail;
  recovery: Recovery;
  /** Instead of the deletion's own name while the stack is protected. */
  protectedLabel?: string;
};

/** Where AWS would accept it, now or once the protection is off; of what was never made, Sluice's own trace. */
export async function DeleteWay({
  network,
  recovery,
  label,
  protectedLabel = label,
}: Shown & { label?: string }) {
  const isEmpty = network.proxies.length === 0;
  if (isEmpty && recovery.verbs.includes('unprotect')) {
    const words = (await getI18n()).t('networks');
    return (
      <ProtectedDelete
        recovery={recovery}
        action={switchProtectionAction}
        idempotencyKey={randomUUID()}
        label={protectedLabel ?? words('delete.button')}
      />
    );
  }
  if (isEmpty && network.stackId && !recovery.verbs.includes('delete')) return null;
  return (
    <DeleteNetwork
      name={network.name}
      isAdopted={networkFacts(network).isAdopted}
      proxies={network.proxies}
      idempotencyKey={randomUUID()}
      label={label}
      action={deleteNetworkAction}
    />
  );
}

/** What a launch, or a deletion, has left: of a network that failed. */
export async function DeleteNetworkRest({ network, recovery, protectedLabel }: Shown) {
  const words = (await getI18n()).t('run');
  const hasServed = network.status.startsWith('UPDATE_');
  return (
    <DeleteWay
      network={network}
      recovery={recovery}
      protectedLabel={protectedLabel}
      label={hasServed ? undefined : words('failure.deleteRest')}
    />
  );
}
