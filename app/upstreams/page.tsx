import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { UpstreamsFilters } from '@/components/upstreams/upstreams-filters';
import { UpstreamsTable } from '@/components/upstreams/upstreams-table';
import {
  isUpstreamsFiltered,
  parseUpstreamsView,
  shownUpstreams,
  type UpstreamsView,
} from '@/components/upstreams/upstreams-view';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { listProxies } from '@/lib/proxies/data';
import type { SearchParams } from '@/lib/query';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { listCertificates, listUpstreams } from '@/lib/upstreams/data';
import { callersByHost } from '@/lib/upstreams/usage';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('upstreams')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function UpstreamsPage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('upstreams');
  const view = parseUpstreamsView(params);
  return (
    <>
      <PageHeader
        title={words('title')}
        meta={words('lead')}
        actions={
          can(actor, 'upstream.propose') && (
            <Link href={routes.newUpstream} className={buttonVariants({ variant: 'primary' })}>
              {words('propose.verb')}
            </Link>
          )
        }
      />
      <UpstreamsFilters view={view} />
      <Suspense fallback={<Skeleton className="mx-4 mt-4 h-60 md:mx-8" />}>
        <Register view={view} actor={actor} />
      </Suspense>
    </>
  );
}

async function Register({ view, actor }: { view: UpstreamsView; actor: Actor }) {
  const [{ t, now }, upstreams, known, certificates] = await Promise.all([
    getI18n(),
    listUpstreams(),
    listProxies(),
    listCertificates(),
  ]);
  const words = t('upstreams');
  const shown = shownUpstreams(upstreams, view, now.toISOString().slice(0, 10));
  const callers = known.value ? callersByHost(known.value) : null;
  const registered = new Set(upstreams.map(({ host }) => host));
  const strangers = [...(callers?.keys() ?? [])].filter((host) => !registered.has(host)).sort();
  const unread = known.value?.filter(({ spec }) => !spec).length ?? 0;
  return (
    <div className="flex flex-col gap-8 pt-2 pb-12">
      <KnownProblem known={known} className="mx-4 md:mx-8" />
      {shown.length > 0 ? (
        <UpstreamsTable upstreams={shown} callers={callers} certificates={certificates} />
      ) : isUpstreamsFiltered(view) ? (
        <Empty title={words('filter.none')} />
      ) : (
        <Empty title={words('empty.title')}>{words('empty.lead')}</Empty>
      )}
      {unread > 0 && (
        <p className="px-4 text-ink-muted text-sm md:px-8">
          {words('callersProblem', { count: unread })}
        </p>
      )}
      {strangers.length > 0 && (
        <Section
          title={words('inUse.title')}
          meta={words('inUse.lead')}
          className="max-w-3xl px-4 md:px-8"
        >
          <ul className="divide-y divide-line border-line border-y text-sm">
            {strangers.map((host) => (
              <li
                key={host}
                className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5"
              >
                <span className="min-w-0">
                  <span className="wrap-anywhere font-medium">{host}</span>
                  <span className="block text-ink-muted text-xs">
                    {callers
                      ?.get(host)
                      ?.map(({ name }) => name)
                      .join(', ')}
                  </span>
                </span>
                {can(actor, 'upstream.propose') && (
                  <Link
                    href={withQuery(routes.newUpstream, { host })}
                    aria-label={words('inUse.propose', { host })}
                    className={buttonVariants({ size: 'sm' })}
                  >
                    {words('propose.submit')}
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
