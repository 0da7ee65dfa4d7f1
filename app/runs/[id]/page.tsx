import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { RunPanel } from '@/components/runs/run-panel';
import { buttonVariants } from '@/components/ui/button';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { withQuery } from '@/lib/query';
import { findRequestOfRun } from '@/lib/requests/data';
import { routes } from '@/lib/routes';
import { getRun, getRunView } from '@/lib/runs/data';
import { changePermission } from '@/lib/runs/permission';
import type { Run } from '@/lib/runs/types';
import { planFacts } from '../plan-facts';
import { remediesOf } from '../remedies';
import { runDecisions } from '../run-decisions';
import { WaysOut } from '../ways-out';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, { t }] = await Promise.all([params, getI18n(), requireActor()]);
  const run = await getRun(id);
  const words = t('run');
  return { title: run ? words(`tab.${run.state}`, { name: run.subject.name }) : words('title') };
}

export default async function RunPage({ params }: Props) {
  const [{ id }, actor] = await Promise.all([params, requireActor()]);
  const view = await getRunView(id);
  if (!view) notFound();
  const { run } = view;
  const mayDecide = can(actor, changePermission(run.subject.kind), { team: run.team });
  return (
    <div className="max-w-5xl px-4 pt-6 pb-10 md:px-8">
      <I18nProvider namespaces={['recovery', 'run', 'cause', 'errors', 'proxy', 'networks']}>
        <RunPanel
          {...view}
          headingLevel="h1"
          decisions={mayDecide ? runDecisions : null}
          {...(await planFacts(run))}
          failureActions={run.state === 'failed' && <WaysOut run={run} actor={actor} />}
          remedies={await remediesOf(run, actor)}
        />
      </I18nProvider>
      <p className="mt-6 flex flex-wrap gap-3">
        <SubjectLink run={run} />
        <ProveLink run={run} actor={actor} />
        <RequestLink run={run} />
      </p>
    </div>
  );
}

/** The request that it carries out, and who approved that. */
async function RequestLink({ run }: { run: Run }) {
  const [request, { t }] = await Promise.all([findRequestOfRun(run.id), getI18n()]);
  if (!request) return null;
  const by = request.decisions.map((one) => one.by).join(', ');
  return (
    <Link href={routes.request(request.id)} className={buttonVariants()}>
      {t('request')('ofRun', { by })}
    </Link>
  );
}

/** Whoever changed a path may have had a reason: the doctor then probes, and says whether it is whole. */
async function ProveLink({ run, actor }: { run: Run; actor: Actor }) {
  const words = (await getI18n()).t('run');
  const { subject, team, kind, state } = run;
  const isPath = subject.kind === 'proxy' && (kind === 'update' || kind === 'revert');
  if (!isPath || state !== 'succeeded' || !can(actor, 'proxy.probe', { team })) return null;
  const href = withQuery(routes.doctor(subject.name), { run: run.id });
  return (
    <Link prefetch={false} href={href} className={buttonVariants()}>
      {words('prove')}
    </Link>
  );
}

async function SubjectLink({ run }: { run: Run }) {
  const words = (await getI18n()).t('run');
  const { kind, name } = run.subject;
  if (kind === 'bootstrap') return null;
  const isProxy = kind === 'proxy';
  return (
    <Link href={isProxy ? routes.proxy(name) : routes.network(name)} className={buttonVariants()}>
      {words(isProxy ? 'openProxy' : 'openNetwork')}
    </Link>
  );
}
