import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { DeleteProxy } from '@/components/proxies/delete-proxy';
import { GoneProxy } from '@/components/proxies/gone-proxy';
import { ProxyHeader } from '@/components/proxies/proxy-header';
import { TemplateSection } from '@/components/proxies/template-section';
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
import { getNetwork } from '@/lib/networks/data';
import { getProxy } from '@/lib/proxies/data';
import { formParams } from '@/lib/proxies/form-initial';
import type { ProxyDetail } from '@/lib/proxies/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { getRun, listRunEvents, listRuns } from '@/lib/runs/data';
import { deleteProxyAction } from '../actions';
import { StandingProxy } from './standing-proxy';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function ProxyPage({ params }: Props) {
  const [actor, { name }] = await Promise.all([requireActor(), params]);
  const known = await getProxy(name);
  return (
    <I18nProvider
      namespaces={['drift', 'proof', 'proxy', 'run', 'usage', 'keys', 'probe', 'errors']}
    >
      {known ? (
        <>
          <KnownProblem known={known} className="mx-4 mt-6 md:mx-8" />
          {known.value && (
            <ProxyView proxy={known.value} actor={actor} said={known.problem?.code ?? null} />
          )}
        </>
      ) : (
        <Absent name={name} />
      )}
    </I18nProvider>
  );
}

async function ProxyView({
  proxy,
  actor,
  said,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  /** What the page has said above already. */
  said: ErrorCode | null;
}) {
  const isBusy = proxy.activeRunId !== null;
  const runId = proxy.activeRunId ?? (proxy.phase === 'failed' ? proxy.lastRunId : null);
  const mayDelete = can(actor, 'proxy.delete', { team: proxy.team }) && !isBusy;
  const mayEdit =
    can(actor, 'proxy.update', { team: proxy.team }) &&
    !isBusy &&
    proxy.phase === 'ready' &&
    proxy.spec;
  const words = (await getI18n()).t('proxy');
  return (
    <>
      <ProxyHeader
        proxy={proxy}
        actions={
          <>
            {mayEdit && (
              <Link href={routes.editProxy(proxy.name)} className={buttonVariants()}>
                {words('edit')}
              </Link>
            )}
            {mayDelete && proxy.phase !== 'failed' && <Delete proxy={proxy} actor={actor} />}
          </>
        }
      />
      {runId && (
        <div className="max-w-5xl px-4 pt-2 pb-8 md:px-8">
          <RunInSight
            id={runId}
            failureActions={<Remedies proxy={proxy} actor={actor} mayDelete={mayDelete} />}
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

async function RunInSight({
  id,
  failureActions,
}: {
  id: string;
  failureActions?: React.ReactNode;
}) {
  const [run, events] = await Promise.all([getRun(id), listRunEvents(id)]);
  return run && <RunPanel key={run.id} run={run} events={events} failureActions={failureActions} />;
}

/** What can be done about a failed stack: take away what is left, and begin again with the same values. */
async function Remedies({
  proxy,
  actor,
  mayDelete,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  mayDelete: boolean;
}) {
  const words = (await getI18n()).t('run');
  return (
    <>
      {mayDelete && <Delete proxy={proxy} actor={actor} isRemains />}
      {proxy.spec && can(actor, 'proxy.launch', { team: proxy.team }) && (
        <Link
          href={withQuery(routes.newProxy, formParams(proxy.spec))}
          className={buttonVariants()}
        >
          {words('failure.again')}
        </Link>
      )}
    </>
  );
}

async function Delete({
  proxy,
  actor,
  isRemains = false,
}: {
  proxy: ProxyDetail;
  actor: Actor;
  isRemains?: boolean;
}) {
  const network =
    proxy.isLastInNetwork && proxy.network ? await getNetwork(proxy.network.name) : null;
  const found = network?.value;
  const isOffered = found && can(actor, 'network.delete', { team: found.team });
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
    />
  );
}

/** The runs before; the one in sight is not said twice. */
async function History({ name, except }: { name: string; except: string | null }) {
  const runs = await listRuns({ subject: { kind: 'proxy', name }, limit: 10 });
  return <RunHistory runs={runs.filter(({ id }) => id !== except)} />;
}

/** No stack has this name: either it was deleted, which its last run tells, or it never was. */
async function Absent({ name }: { name: string }) {
  const [run] = await listRuns({ subject: { kind: 'proxy', name }, limit: 1 });
  if (!run) notFound();
  const events = await listRunEvents(run.id);
  const isGone = run.kind === 'delete' && run.state === 'succeeded';
  return (
    <div className="max-w-5xl px-4 pt-6 pb-12 md:px-8">
      {isGone && <GoneProxy name={name} run={run} />}
      <RunPanel key={run.id} run={run} events={events} headingLevel={isGone ? 'h2' : 'h1'} />
    </div>
  );
}
