import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { DeleteNetwork } from '@/components/networks/delete-network';
import { GoneNetwork } from '@/components/networks/gone-network';
import { NetworkDrift } from '@/components/networks/network-drift';
import { networkFacts } from '@/components/networks/network-facts';
import {
  NetworkFacts,
  NetworkOutputs,
  NetworkProxies,
  NetworkTemplate,
} from '@/components/networks/network-panels';
import { NetworkSkeleton } from '@/components/networks/network-skeleton';
import { RunHistory } from '@/components/runs/run-history';
import { RunPanel } from '@/components/runs/run-panel';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { StateBadge } from '@/components/ui/state';
import { getNetworkLiveReport } from '@/lib/drift/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getNetwork } from '@/lib/networks/data';
import type { NetworkDetail } from '@/lib/networks/types';
import { routes } from '@/lib/routes';
import { getRun, listRunEvents, listRuns } from '@/lib/runs/data';
import { deleteNetworkAction } from '../actions';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default function NetworkPage({ params }: Props) {
  return (
    <I18nProvider namespaces={['networks', 'run', 'errors']}>
      <Suspense fallback={<NetworkSkeleton />}>
        <Network params={params} />
      </Suspense>
    </I18nProvider>
  );
}

async function Network({ params }: Props) {
  const [actor, { name }] = await Promise.all([requireActor(), params]);
  const known = await getNetwork(name);
  if (!known) return <Absent name={name} />;
  return (
    <>
      <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />
      {known.value && <NetworkView network={known.value} actor={actor} />}
    </>
  );
}

function NetworkView({ network, actor }: { network: NetworkDetail; actor: Actor }) {
  const runId = network.activeRunId ?? (network.phase === 'failed' ? network.lastRunId : null);
  const mayDelete =
    can(actor, 'network.delete', { team: network.team }) && network.activeRunId === null;
  return (
    <>
      <Header network={network} mayDelete={mayDelete} />
      {runId && (
        <div className="max-w-5xl px-4 pt-2 pb-8 md:px-8">
          <RunInSight id={runId} failureActions={mayDelete && <DeleteRest network={network} />} />
        </div>
      )}
      <div className="grid gap-x-12 gap-y-10 px-4 pt-2 pb-12 md:px-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkFacts network={network} />
          {network.phase === 'ready' && (
            <Suspense>
              <Drift name={network.name} />
            </Suspense>
          )}
          <NetworkTemplate network={network} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkProxies network={network} mayLaunch={can(actor, 'proxy.launch')} />
          <NetworkOutputs network={network} />
          <Suspense>
            <History name={network.name} />
          </Suspense>
        </div>
      </div>
    </>
  );
}

async function Drift({ name }: { name: string }) {
  const report = await getNetworkLiveReport(name);
  return report && <NetworkDrift report={report} />;
}

async function Header({ network, mayDelete }: { network: NetworkDetail; mayDelete: boolean }) {
  const { t } = await getI18n();
  const common = t('common');
  const { team, environment, region } = network;
  return (
    <PageHeader
      above={<Link href={routes.networks}>{t('networks')('page.all')}</Link>}
      title={network.name}
      meta={
        <span className="flex flex-wrap items-center gap-x-3">
          <StateBadge state={network.phase} label={common(`state.${network.phase}`)} />
          <span>{[team, common(`environment.${environment}`), region].join(' · ')}</span>
        </span>
      }
      actions={mayDelete && network.phase !== 'failed' && <Delete network={network} />}
    />
  );
}

function Delete({ network, label }: { network: NetworkDetail; label?: string }) {
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

async function DeleteRest({ network }: { network: NetworkDetail }) {
  const words = (await getI18n()).t('run');
  return <Delete network={network} label={words('failure.deleteRest')} />;
}

async function RunInSight({ id, failureActions }: { id: string; failureActions?: ReactNode }) {
  const [run, events] = await Promise.all([getRun(id), listRunEvents(id)]);
  return run && <RunPanel key={run.id} run={run} events={events} failureActions={failureActions} />;
}

async function History({ name }: { name: string }) {
  return <RunHistory runs={await listRuns({ subject: { kind: 'network', name }, limit: 10 })} />;
}

/** No stack has this name: either it was deleted, which its last run tells, or it never was. */
async function Absent({ name }: { name: string }) {
  const [run] = await listRuns({ subject: { kind: 'network', name }, limit: 1 });
  if (!run) notFound();
  const events = await listRunEvents(run.id);
  const isGone = run.steps.some(
    ({ subject, action, state }) =>
      subject.kind === 'network' && action === 'delete' && state === 'succeeded',
  );
  return (
    <div className="max-w-5xl px-4 pt-6 pb-12 md:px-8">
      {isGone && <GoneNetwork name={name} run={run} />}
      <RunPanel key={run.id} run={run} events={events} headingLevel={isGone ? 'h2' : 'h1'} />
    </div>
  );
}
