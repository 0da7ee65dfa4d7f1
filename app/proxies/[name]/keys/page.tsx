import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { KeyListSkeleton } from '@/components/keys/key-list';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { Alert } from '@/components/ui/alert';
import { Section } from '@/components/ui/section';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { listRuns } from '@/lib/runs/data';
import { Doctor } from './doctor';
import { KeysAtWork } from './keys-at-work';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getI18n()]);
  return { title: t('keys')('page.title', { name }) };
}

export default async function KeysPage({ params }: Props) {
  const [actor, { name }, { t }] = await Promise.all([requireActor(), params, getI18n()]);
  const known = await getProxy(name);
  if (!known) notFound();
  const words = t('keys');
  const proxy = known.value;
  const isStanding = proxy?.phase === 'ready' || proxy?.phase === 'changing';
  return (
    <I18nProvider namespaces={['chart', 'keys', 'drift', 'errors']}>
      <PageHeader
        above={<Link href={routes.proxy(name)}>{words('page.back', { name })}</Link>}
        title={words('page.title', { name })}
        meta={words('page.lead')}
      />
      <KnownProblem known={known} className="mx-4 mb-6 md:mx-8" />
      {proxy && isStanding && (
        <div className="flex max-w-5xl flex-col gap-10 px-4 pb-12 md:px-8">
          <AtWork proxy={proxy} />
          {!can(actor, 'proxy.update', { team: proxy.team }) && actor.role !== 'auditor' && (
            <p className="text-ink-muted text-sm">{words('page.notYours', { team: proxy.team })}</p>
          )}
          <Suspense fallback={<KeyListSkeleton />}>
            <KeysAtWork proxy={proxy} actor={actor} />
          </Suspense>
          <Section title={words('doctor.title')} meta={words('doctor.lead')}>
            <Suspense fallback={<KeyListSkeleton />}>
              <Doctor name={name} />
            </Suspense>
          </Section>
        </div>
      )}
      {proxy && !isStanding && (
        <p className="px-4 text-ink-muted text-sm md:px-8">{words('page.notReady')}</p>
      )}
    </I18nProvider>
  );
}

/** A run that changes the keys at this moment, or the last one where it has failed. */
async function AtWork({ proxy }: { proxy: ProxyDetail }) {
  const { t } = await getI18n();
  const words = t('keys');
  const [last] = await listRuns({ subject: { kind: 'proxy', name: proxy.name }, limit: 1 });
  const runId = proxy.activeRunId ?? (last?.state === 'failed' ? last.id : null);
  if (!runId) return null;
  const isBusy = proxy.activeRunId !== null;
  return (
    <>
      <RefreshWhile isBusy={isBusy} />
      <Alert
        tone={isBusy ? 'info' : 'warn'}
        title={words(isBusy ? 'page.busy' : 'page.failed')}
        isLive
      >
        {isBusy && <p>{words('page.busyNext')}</p>}
        <Link href={routes.run(runId)} className="font-medium text-ink underline">
          {words('page.toRun')}
        </Link>
      </Alert>
    </>
  );
}
