import { randomUUID } from 'node:crypto';
import Link from 'next/link';
import { MendNow } from '@/components/doctor/mend-now';
import { buttonVariants } from '@/components/ui/button';
import { canRevert, mendOf, type Mend as Way } from '@/lib/doctor/mend';
import type { FaultName } from '@/lib/doctor/types';
import type { LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyDetail } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { mendPathAction } from './actions';

/** What can be done here about a fault, by whoever may. */
export async function Mend({
  proxy,
  fault,
  live,
  mayMend,
}: {
  proxy: ProxyDetail;
  fault: FaultName;
  live: LiveReport | null;
  mayMend: boolean;
}) {
  const words = (await getI18n()).t('doctor');
  const way = mendOf(fault);
  if (way === null) return null;
  if (way !== 'revert') {
    return (
      <Link href={placeOf(way, proxy)} className={buttonVariants({ size: 'sm' })}>
        {words(`mend.${way}`)}
      </Link>
    );
  }
  const isOurs = canRevert(live?.differences ?? []);
  if (!mayMend || !isOurs) {
    const reason = isOurs ? words('mend.notYours', { team: proxy.team }) : words('mend.byHand');
    return <p className="text-ink-muted text-sm">{reason}</p>;
  }
  return <MendNow proxy={proxy.name} idempotencyKey={randomUUID()} action={mendPathAction} />;
}

function placeOf(way: Exclude<Way, 'revert'>, { name, spec }: ProxyDetail) {
  switch (way) {
    case 'network':
      return spec ? routes.network(spec.network.name) : routes.networks;
    case 'keys':
      return routes.proxyKeys(name);
    case 'quota':
      return routes.proxy(name);
    case 'edit':
      return routes.editProxy(name);
  }
}
