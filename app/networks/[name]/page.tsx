import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { EmptyNetwork } from '@/components/networks/empty-network';
import { GoneNetwork } from '@/components/networks/gone-network';
import { NetworkDrift } from '@/components/networks/network-drift';
import {
  NetworkFacts,
  NetworkOutputs,
  NetworkProxies,
  NetworkTemplate,
} from '@/components/networks/network-panels';
import { NetworkSkeleton } from '@/components/networks/network-skeleton';
import { GoneElsewhere } from '@/components/runs/gone-elsewhere';
import { ProtectionSwitch } from '@/components/runs/protection';
import { RunHistory } from '@/components/runs/run-history';
import { RunPanel } from '@/components/runs/run-panel';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { StateBadge } from '@/components/ui/state';
import { getNetworkLiveReport } from '@/lib/drift/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getNetwork } from '@/lib/networks/data';
import type { NetworkDetail } from '@/lib/networks/types';
import { listProxies } from '@/lib/proxies/data';
import { getRecovery } from '@/lib/recovery/data';
import type { Recovery } from '@/lib/recovery/types';
import { isBehind } from '@/lib/rolls/behind';
import { routes } from '@/lib/routes';
import { getRunView, listRuns } from '@/lib/runs/data';
import { tookAway } from '@/lib/runs/took-away';
import { Callers } from '../../proxies/callers';
import { switchProtectionAction } from '../../runs/actions';
import { remediesOf } from '../../runs/remedies';
import { RunInSight } from '../../runs/run-in-sight';
import {
  adoptNetworkAction,
  checkNetworkDriftAction,
  deployNetworkAction,
  emptyNetworkAction,
  revertNetworkAction,
} from '../actions';
import { DeleteNetworkRest, DeleteWay } from '../delete-way';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default function NetworkPage({ params }: Props) {
  return (
    <I18nProvider namespaces={['networks', 'drift', 'recovery', 'run', 'cause', 'errors']}>
      <Suspense fallback={<NetworkSkeleton />}>
        <Network params={params} />
      </Suspense>
    </I18nProvider>
  );
}

async function Network({ params }: Props) {
  const [actor, { name }] = await Promise.all([requireActor(), params]);
  const known = await getNetwork(name);
  if (!known) return <Absent name={name} actor={actor} />;
  return (
    <>
      <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />
      {known.value && <NetworkView network={known.value} actor={actor} />}
    </>
  );
}

async function NetworkView({ network, actor }: { network: NetworkDetail; actor: Actor }) {
  const runId = network.activeRunId ?? (network.phase === 'failed' ? network.lastRunId : null);
  const mayDelete =
    can(actor, 'network.delete', { team: network.team }) && network.activeRunId === null;
  const mayEdit =
    network.phase === 'ready' &&
    network.activeRunId === null &&
    can(actor, 'network.update', { team: network.team });
  const recovery = await getRecovery(actor, 'network', network);
  return (
    <>
      <Header network={network} recovery={recovery} mayEdit={mayEdit} mayDelete={mayDelete} />
      {(runId || network.phase === 'failed') && (
        <div className="max-w-5xl px-4 pt-2 pb-8 md:px-8">
          <RunInSight
            id={runId}
            actor={actor}
            facts={network}
            recovery={recovery}
            failureActions={
              mayDelete && <DeleteNetworkRest network={network} recovery={recovery} />
            }
          />
        </div>
      )}
      <div className="grid gap-x-12 gap-y-10 px-4 pt-2 pb-12 md:px-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkFacts network={network} />
          {network.phase === 'ready' && (
            <Suspense>
              <Drift network={network} actor={actor} />
            </Suspense>
          )}
          <NetworkTemplate network={network} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <NetworkProxies
            network={network}
            mayLaunch={can(actor, 'proxy.launch')}
            actions={
              <Suspense>
                <Empty network={network} actor={actor} />
              </Suspense>
            }
          />
          <NetworkOutputs network={network} />
          <Suspense>
            <History name={network.name} />
          </Suspense>
        </div>
      </div>
    </>
  );
}

type Shown = { network: NetworkDetail; recovery: Recovery };

async function Drift({ network, actor }: { network: NetworkDetail; actor: Actor }) {
  const { name, team } = network;
  const subject = { kind: 'network' as const, name };
  const [report, runs] = await Promise.all([
    getNetworkLiveReport(name),
    listRuns({ subject, limit: 5 }),
  ]);
  const isTheirs = can(actor, 'network.update', { team }) && network.activeRunId === null;
  return (
    report && (
      <NetworkDrift
        network={network}
        report={report}
        plannedRunId={runs.find(({ state }) => state === 'planned')?.id ?? null}
        check={checkNetworkDriftAction}
        actions={isTheirs ? { ...driftActions, idempotencyKey: randomUUID() } : null}
      />
    )
  );
}

const driftActions = {
  deploy: deployNetworkAction,
  adopt: adoptNetworkAction,
  revert: revertNetworkAction,
};

async function Header({
  network,
  recovery,
  mayEdit,
  mayDelete,
}: Shown & { mayEdit: boolean; mayDelete: boolean }) {
  const { t } = await getI18n();
  const common = t('common');
  const { team, environment, region } = network;
  return (
    <PageHeader
      above={<Link href={routes.networks}>{t('networks')('page.all')}</Link>}
      title={network.name}
      meta={
        <>
          <p className="flex flex-wrap items-center gap-x-3">
            <StateBadge state={network.phase} label={common(`state.${network.phase}`)} />
            <span>{[team, common(`environment.${environment}`), region].join(' · ')}</span>
            {isBehind(network) && (
              <Link prefetch={false} href={routes.rolls} className="hover:underline">
                <StateBadge state="behind" label={common('state.behind')} />
              </Link>
            )}
          </p>
          {network.spec?.description && <p className="mt-0.5">{network.spec.description}</p>}
        </>
      }
      actions={
        <>
          {mayEdit && (
            <Link href={routes.editNetwork(network.name)} className={buttonVariants()}>
              {t('networks')('page.edit')}
            </Link>
          )}
          {network.stackId && network.activeRunId === null && (
            <ProtectionSwitch
              recovery={recovery}
              action={switchProtectionAction}
              idempotencyKey={randomUUID()}
            />
          )}
          {mayDelete && network.phase !== 'failed' && (
            <DeleteWay network={network} recovery={recovery} />
          )}
        </>
      }
    />
  );
}

/** Offered where this person may delete every proxy in it, and nobody works on any. */
async function Empty({ network, actor }: { network: NetworkDetail; actor: Actor }) {
  const all = (await listProxies()).value ?? [];
  const inside = all.filter(({ name }) => network.proxies.includes(name));
  const isFree = inside.every(
    ({ team, activeRunId }) => activeRunId === null && can(actor, 'proxy.delete', { team }),
  );
  if (inside.length < 2 || inside.length < network.proxies.length || !isFree) return null;
  return (
    <EmptyNetwork
      name={network.name}
      proxies={network.proxies}
      idempotencyKey={randomUUID()}
      action={emptyNetworkAction}
      callers={<Callers proxies={network.proxies} />}
    />
  );
}

async function History({ name }: { name: string }) {
  return <RunHistory runs={await listRuns({ subject: { kind: 'network', name }, limit: 10 })} />;
}

/** No stack has this name: either it was deleted, which its last run tells, or it never was. */
async function Absent({ name, actor }: { name: string; actor: Actor }) {
  const [run] = await listRuns({ subject: { kind: 'network', name }, limit: 1 });
  if (!run) notFound();
  const view = await getRunView(run.id);
  const isGone = tookAway(run, 'network');
  // Nothing works on it, and nothing of ours took it away.
  const isElsewhere = !isGone && run.endedAt !== null;
  return (
    <div className="max-w-5xl px-4 pt-6 pb-12 md:px-8">
      {isGone && <GoneNetwork name={name} run={run} />}
      {isElsewhere && <GoneElsewhere name={name} list={routes.networks} />}
      {view && (
        <RunPanel
          key={run.id}
          {...view}
          remedies={await remediesOf(run, actor)}
          headingLevel={isGone || isElsewhere ? 'h2' : 'h1'}
        />
      )}
    </div>
  );
}
