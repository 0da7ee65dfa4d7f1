import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { Skeleton } from '@/components/ui/skeleton';
import { ReplayEmpty } from '@/components/usage/replay-empty';
import { ReplayForm } from '@/components/usage/replay-form';
import { ReplayResult } from '@/components/usage/replay-result';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { planKeys } from '@/lib/usage/data';
import { editQuery, parseReplayQuery, type ReplayQuery } from '@/lib/usage/replay-query';
import { getReplay } from '@/lib/usage/replays';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { t }] = await Promise.all([params, getI18n()]);
  return { title: t('replay')('pageTitle', { name }) };
}

export default async function ReplayPage({ params, searchParams }: Props) {
  const [actor, { name }, search, { t }] = await Promise.all([
    requireActor(),
    params,
    searchParams,
    getI18n(),
  ]);
  const known = await getProxy(name);
  if (!known) notFound();
  const words = t('replay');
  const proxy = known.value;
  const now = new Date();
  const query = proxy?.limits ? parseReplayQuery(search, proxy.limits, now) : null;
  const mayEdit =
    proxy !== null && proxy.phase === 'ready' && can(actor, 'proxy.update', { team: proxy.team });
  return (
    <I18nProvider namespaces={['chart', 'replay', 'errors']}>
      <PageHeader
        above={<Link href={routes.proxy(name)}>{words('back', { name })}</Link>}
        title={words('title')}
        meta={words('lead')}
      />
      <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />
      {proxy && query && (
        <div className="flex max-w-5xl flex-col gap-6 px-4 pb-12 md:px-8">
          <ReplayForm action={routes.replay(name)} query={query} now={now} />
          {query.limits && (
            <Suspense key={JSON.stringify(query)} fallback={<Skeleton className="h-60 w-full" />}>
              <Result proxy={proxy} query={query} mayEdit={mayEdit} />
            </Suspense>
          )}
        </div>
      )}
    </I18nProvider>
  );
}

async function Result({
  proxy,
  query: { day, fields, limits: chosen },
  mayEdit,
}: {
  proxy: ProxyDetail;
  query: ReplayQuery;
  mayEdit: boolean;
}) {
  if (!chosen || !proxy.limits) return null;
  const replay = await getReplay(proxy, day, { chosen, inForce: proxy.limits });
  if (replay.asOf === null) return <ReplayEmpty hasLog={proxy.spec?.accessLog !== null} />;
  return (
    <ReplayResult
      replay={replay}
      day={day}
      keys={planKeys(proxy.outputs)}
      edit={mayEdit ? withQuery(routes.editProxy(proxy.name), editQuery(fields)) : null}
    />
  );
}
