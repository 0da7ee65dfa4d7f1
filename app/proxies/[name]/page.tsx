import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { GoneProxy } from '@/components/proxies/gone-proxy';
import { LifetimeNotice } from '@/components/proxies/lifetime-notice';
import { ProxyHeader } from '@/components/proxies/proxy-header';
import { TemplateSection } from '@/components/proxies/template-section';
import { GoneElsewhere } from '@/components/runs/gone-elsewhere';
import { ProtectionSwitch } from '@/components/runs/protection';
import { RunHistory } from '@/components/runs/run-history';
import { RunPanel } from '@/components/runs/run-panel';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import type { ErrorCode } from '@/lib/errors';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { oneOf, type SearchParams } from '@/lib/query';
import { getRecovery } from '@/lib/recovery/data';
import { routes } from '@/lib/routes';
import { getRunView, listRuns } from '@/lib/runs/data';
import { tookAway } from '@/lib/runs/took-away';
import { switchProtectionAction } from '../../runs/actions';
import { remediesOf } from '../../runs/remedies';
import { RunInSight } from '../../runs/run-in-sight';
import { WaysOut } from '../../runs/ways-out';
import { reviewProxyAction } from '../actions';
import { DeleteProxyRest, DeleteWay } from '../delete-way';
import { OpenRequest } from './extensions';
import { StandingProxy } from './standing-proxy';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function ProxyPage({ params, searchParams }: Props) {
  const [actor, { name }, query] = await Promise.all([requireActor(), params, searchParams]);
  const known = await getProxy(name);
  return (
    <I18nProvider
      namespaces={[
        'drift',
        'extension',
        'lifetime',
        'proof',
        'proxy',
        'recovery',
        'run',
        'cause',
        'usage',
        'gauge',
        'chart',
        'keys',
        'probe',
        'probeSchedule',
        'networks',
        'errors',
      ]}
    >
      {known ? (
        <>
          <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />
          {known.value && (
            <ProxyView
              proxy={known.value}
              actor={actor}
              said={known.problem?.code ?? null}
              isDeletionOpen={oneOf(query, 'propose') === 'deletion'}
            />
          )}
        </>
      ) : (
        <Absent name={name} actor={actor} />
      )}
    </I18nProvider>
  );
}

async function ProxyView({
  proxy,
  actor,
  said,
  isDeletionOpen,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  /** What the page has said above already. */
  said: ErrorCode | null;
  /** Somebody comes from a list of expired proxies to delete this one. */
  isDeletionOpen: boolean;
}) {
  const isBusy = proxy.activeRunId !== null;
  const runId = proxy.activeRunId ?? (proxy.phase === 'failed' ? proxy.lastRunId : null);
  const mayDelete = can(actor, 'proxy.delete', { team: proxy.team }) && !isBusy;
  const recovery = await getRecovery(actor, 'proxy', proxy);
  const mayEdit = recovery.verbs.includes('edit') && !isBusy && proxy.spec !== null;
  const isExpired = proxy.lifetime?.state === 'expired';
  const { t } = await getI18n();
  const words = t('proxy');
  return (
    <>
      <ProxyHeader
        proxy={proxy}
        actions={
          <>
            {proxy.stackId && !isBusy && (
              <ProtectionSwitch
                recovery={recovery}
                action={switchProtectionAction}
                idempotencyKey={randomUUID()}
              />
            )}
            {mayEdit && (
              <Link href={routes.editProxy(proxy.name)} className={buttonVariants()}>
                {words('edit')}
              </Link>
            )}
            {proxy.stackId && proxy.spec && (
              <Link href={routes.passport(proxy.name)} className={buttonVariants()}>
                {t('passport')('open')}
              </Link>
            )}
            {mayDelete && proxy.phase !== 'failed' && !isExpired && (
              <DeleteWay proxy={proxy} actor={actor} recovery={recovery} />
            )}
          </>
        }
      />
      <LifetimeNotice
        proxy={proxy}
        review={mayEdit ? reviewProxyAction : null}
        deletion={
          mayDelete &&
          proxy.phase !== 'failed' && (
            <DeleteWay proxy={proxy} actor={actor} recovery={recovery} isOpen={isDeletionOpen} />
          )
        }
      />
      <Suspense>
        <OpenRequest name={proxy.name} />
      </Suspense>
      {(runId || proxy.phase === 'failed') && (
        <div className="max-w-5xl px-4 pt-2 pb-8 md:px-8">
          <RunInSight
            id={runId}
            actor={actor}
            facts={proxy}
            recovery={recovery}
            failureActions={
              mayDelete && <DeleteProxyRest proxy={proxy} actor={actor} recovery={recovery} />
            }
          />
        </div>
      )}
      {proxy.phase === 'ready' || proxy.phase === 'changing' ? (
        <StandingProxy proxy={proxy} actor={actor} said={said} />
      ) : (
        <div className="flex max-w-5xl flex-col gap-10 px-4 pb-12 md:px-8">
          {proxy.phase === 'failed' && proxy.stackId && <TemplateSection proxy={proxy} />}
        </div>
      )}
      <div className="max-w-5xl px-4 pb-12 md:px-8">
        <Suspense>
          <History name={proxy.name} except={runId} />
        </Suspense>
      </div>
    </>
  );
}

/** The runs before; the one in sight is not said twice. */
async function History({ name, except }: { name: string; except: string | null }) {
  const runs = await listRuns({ subject: { kind: 'proxy', name }, limit: 10 });
  return <RunHistory runs={runs.filter(({ id }) => id !== except)} />;
}

/** No stack has this name: either it was deleted, which its last run tells, or it never was. */
async function Absent({ name, actor }: { name: string; actor: Actor }) {
  const [run] = await listRuns({ subject: { kind: 'proxy', name }, limit: 1 });
  if (!run) notFound();
  const view = await getRunView(run.id);
  // It goes before its network, which may stay.
  const isGone = run.endedAt !== null && tookAway(run, 'proxy');
  // Nothing works on it, and nothing of ours took it away.
  const isElsewhere = !isGone && run.endedAt !== null;
  return (
    <div className="max-w-5xl px-4 pt-6 pb-12 md:px-8">
      {isGone && <GoneProxy name={name} run={run} />}
      {isElsewhere && <GoneElsewhere name={name} list={routes.proxies} />}
      {view && (
        <RunPanel
          key={run.id}
          {...view}
          remedies={await remediesOf(run, actor)}
          failureActions={run.state === 'failed' && <WaysOut run={run} actor={actor} />}
          headingLevel={isGone || isElsewhere ? 'h2' : 'h1'}
        />
      )}
    </div>
  );
}
