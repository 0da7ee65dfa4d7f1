import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { DeleteNetwork } from '@/components/networks/delete-network';
import { networkFacts } from '@/components/networks/network-facts';
import {
  NetworkFacts,
  NetworkOutputs,
  NetworkProxies,
  NetworkTemplate,
} from '@/components/networks/network-panels';
import { NetworkSkeleton } from '@/components/networks/network-skeleton';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { StateBadge } from '@/components/ui/state';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getNetwork } from '@/lib/networks/data';
import type { NetworkDetail } from '@/lib/networks/types';
import { routes } from '@/lib/routes';
import { deleteNetworkAction } from '../actions';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default function NetworkPage({ params }: Props) {
  return (
    <Suspense fallback={<NetworkSkeleton />}>
      <Network params={params} />
    </Suspense>
  );
}

async function Network({ params }: Props) {
  const [actor, { name }] = await Promise.all([requireActor(), params]);
  const known = await getNetwork(name);
  if (!known) notFound();
  const problem = <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />;
  if (known.value === null) return problem;
  const network = known.value;
  return (
    <>
      {problem}
      <Header network={network} mayDelete={can(actor, 'network.delete', { team: network.team })} />
      <div className="grid gap-x-12 gap-y-10 px-4 pb-12 md:px-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkFacts network={network} />
          <NetworkTemplate network={network} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkProxies network={network} />
          <NetworkOutputs network={network} />
        </div>
      </div>
    </>
  );
}

async function Header({ network, mayDelete }: { network: NetworkDetail; mayDelete: boolean }) {
  const { t } = await getI18n();
  const common = t('common');
  return (
    <PageHeader
      above={<Link href={routes.networks}>{t('networks')('page.all')}</Link>}
      title={network.name}
      meta={
        <span className="flex flex-wrap items-center gap-x-3">
          <StateBadge state={network.phase} label={common(`state.${network.phase}`)} />
          <span>
            {[network.team, common(`environment.${network.environment}`), network.region].join(
              ' · ',
            )}
          </span>
        </span>
      }
      actions={
        mayDelete &&
        network.phase !== 'deleting' && (
          <I18nProvider namespaces={['networks', 'errors']}>
            <DeleteNetwork
              name={network.name}
              isAdopted={networkFacts(network).isAdopted}
              proxies={network.proxies}
              idempotencyKey={randomUUID()}
              action={deleteNetworkAction}
            />
          </I18nProvider>
        )
      }
    />
  );
}
