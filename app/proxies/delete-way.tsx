import { randomUUID } from 'node:crypto';
import { DeleteProxy } from '@/components/proxies/delete-proxy';
import { ProtectedDelete } from '@/components/runs/protection';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getNetwork } from '@/lib/networks/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import type { Recovery } from '@/lib/recovery/types';
import { switchProtectionAction } from '../runs/actions';
import { deleteProxyAction } from './actions';
import { Callers } from './callers';

/** Where AWS would accept it, now or once the protection is off; of what was never made, Sluice's own trace. */
export async function DeleteWay({
  proxy,
  actor,
  recovery,
  isRemains = false,
  isOpen = false,
  protectedLabel,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  recovery: Recovery;
  isRemains?: boolean;
  isOpen?: boolean;
  /** Instead of the deletion's own name while the stack is protected. */
  protectedLabel?: string;
}) {
  if (recovery.verbs.includes('unprotect')) {
    const words = (await getI18n()).t('proxy');
    return (
      <ProtectedDelete
        recovery={recovery}
        action={switchProtectionAction}
        idempotencyKey={randomUUID()}
        label={protectedLabel ?? words(isRemains ? 'delete.remains' : 'delete.button')}
      />
    );
  }
  if (proxy.stackId && !recovery.verbs.includes('delete')) return null;
  const network =
    proxy.isLastInNetwork && proxy.network ? await getNetwork(proxy.network.name) : null;
  const found = network?.value;
  const isOffered =
    found && !found.isProtected && can(actor, 'network.delete', { team: found.team });
  return (
    <DeleteProxy
      name={proxy.name}
      network={
        isOffered
          ? { name: found.name, isAdopted: found.spec !== null && 'id' in found.spec.vpc }
          : null
      }
      idempotencyKey={randomUUID()}
      action={deleteProxyAction}
      isRemains={isRemains}
      isOpen={isOpen}
      callers={!isRemains && <Callers proxies={[proxy.name]} />}
    />
  );
}

/** What a launch, or a deletion, has left: of a proxy that failed. */
export function DeleteProxyRest(
  props: Omit<Parameters<typeof DeleteWay>[0], 'isRemains' | 'isOpen'>,
) {
  return <DeleteWay {...props} isRemains={!/^(UPDATE|DELETE|IMPORT)_/.test(props.proxy.status)} />;
}
