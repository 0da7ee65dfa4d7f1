import { randomUUID } from 'node:crypto';
import Link from 'next/link';
import { MendNow } from '@/components/doctor/mend-now';
import { buttonVariants } from '@/components/ui/button';
import { canRevert, mendOf } from '@/lib/doctor/mend';
import type { FaultName } from '@/lib/doctor/types';
import { getNetworkLiveReport } from '@/lib/drift/data';
import { canRevertNetwork } from '@/lib/drift/network-revertible';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getNetwork } from '@/lib/networks/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { getUsage } from '@/lib/usage/data';
import { extendQuota } from '../extensions';
import { mendNetworkAction, mendPathAction } from './actions';

/** A network that a revert would put back, and whether this person may begin it. */
export type NetworkMend = { name: string; team: string; mayMend: boolean };

/** Of a fault that is mended in the network; null where nothing there can be put back by a run. */
export async function networkMendOf(
  proxy: ProxyDetail,
  fault: FaultName | null | undefined,
  actor: Actor,
): Promise<NetworkMend | null> {
  const name = proxy.network?.name;
  if (!fault || mendOf(fault) !== 'network' || !name) return null;
  const [known, report] = await Promise.all([getNetwork(name), getNetworkLiveReport(name)]);
  const network = known?.value;
  if (!network || !canRevertNetwork(report?.differences ?? [])) return null;
  const { team, activeRunId } = network;
  const mayMend = can(actor, 'network.update', { team }) && activeRunId === null;
  return { name, team, mayMend };
}

/** What can be done here about a fault, by whoever may. */
export async function Mend({
  proxy,
  actor,
  fault,
  live,
  network,
  mayMend,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  fault: FaultName;
  live: LiveReport | null;
  network: NetworkMend | null;
  mayMend: boolean;
}) {
  const words = (await getI18n()).t('doctor');
  const way = mendOf(fault);
  if (way === null) return null;
  const begin = { proxy: proxy.name, idempotencyKey: randomUUID() };
  if (network?.mayMend)
    return (
      <div className="flex flex-col items-start gap-3">
        <MendNow {...begin} network={network.name} action={mendNetworkAction} />
        <Link href={placeOf('network', proxy)} className="text-xs underline underline-offset-4">
          {words('mend.network')}
        </Link>
      </div>
    );
  if (way === 'quota') return <ExtendSpent proxy={proxy} actor={actor} />;
  if (way !== 'revert') {
    return (
      <div className="flex flex-col items-start gap-2">
        {network && (
          <p className="text-ink-muted text-sm">{words('mend.notYours', { team: network.team })}</p>
        )}
        <Link href={placeOf(way, proxy)} className={buttonVariants({ size: 'sm' })}>
          {words(`mend.${way}`)}
        </Link>
      </div>
    );
  }
  const isOurs = canRevert(live?.differences ?? []);
  if (!mayMend || !isOurs) {
    const reason = isOurs ? words('mend.notYours', { team: proxy.team }) : words('mend.byHand');
    return <p className="text-ink-muted text-sm">{reason}</p>;
  }
  return <MendNow {...begin} action={mendPathAction} />;
}

/** More calls for who has used up theirs; the page then waits until they are there, and has them proved by a probe. */
async function ExtendSpent({ proxy, actor }: { proxy: ProxyDetail; actor: Actor }) {
  const { value: usage } = await getUsage(proxy);
  const extend =
    usage && (await extendQuota({ proxy, usage, actor, thenTo: routes.doctor(proxy.name) }));
  if (extend) return extend;
  const words = (await getI18n()).t('doctor');
  return (
    <p className="text-ink-muted text-sm">{words('mend.quotaNotYours', { team: proxy.team })}</p>
  );
}

function placeOf(way: 'network' | 'edit', { name, spec }: ProxyDetail) {
  switch (way) {
    case 'network':
      return spec ? routes.network(spec.network.name) : routes.networks;
    case 'edit':
      return routes.editProxy(name);
  }
}
