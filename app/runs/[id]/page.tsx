import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { RunPanel } from '@/components/runs/run-panel';
import { buttonVariants } from '@/components/ui/button';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getProxy } from '@/lib/proxies/data';
import { routes } from '@/lib/routes';
import { getRun, listRunEvents } from '@/lib/runs/data';
import type { Run } from '@/lib/runs/types';
import { getUsage } from '@/lib/usage/data';
import { discardRunAction, executeRunAction } from '../actions';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id }, { t }] = await Promise.all([params, getI18n(), requireActor()]);
  const run = await getRun(id);
  const words = t('run');
  return { title: run ? words(`tab.${run.state}`, { name: run.subject.name }) : words('title') };
}

export default async function RunPage({ params }: Props) {
  const [{ id }, actor] = await Promise.all([params, requireActor()]);
  const [run, events] = await Promise.all([getRun(id), listRunEvents(id)]);
  if (!run) notFound();
  const mayDecide = can(actor, 'proxy.update', { team: run.team });
  return (
    <div className="max-w-5xl px-4 pt-6 pb-10 md:px-8">
      <I18nProvider namespaces={['run', 'errors']}>
        <RunPanel
          run={run}
          events={events}
          headingLevel="h1"
          decisions={mayDecide ? { execute: executeRunAction, discard: discardRunAction } : null}
          calls7Days={hasPlan(run) ? await recentCalls(run.subject.name) : null}
          failureActions={<SubjectLink run={run} />}
        />
      </I18nProvider>
      <p className="mt-6">
        <SubjectLink run={run} />
      </p>
    </div>
  );
}

function hasPlan({ kind }: Run): boolean {
  return kind === 'update' || kind === 'revert';
}

/** Calls of the last seven UTC days, today among them; null while that is not known. */
async function recentCalls(proxy: string): Promise<number | null> {
  const found = (await getProxy(proxy))?.value;
  const report = found && (await getUsage(found)).value;
  return report ? report.days.slice(-7).reduce((sum, { used }) => sum + used, 0) : null;
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
