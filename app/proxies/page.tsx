import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { FleetFilters } from '@/components/proxies/fleet-filters';
import {
  applyFleetView,
  type FilterName,
  type FleetView,
  filterValue,
  fleetQuery,
  parseFleetView,
  withFilterToggled,
  withoutFilters,
} from '@/components/proxies/fleet-view';
import { NewProxyLink } from '@/components/proxies/new-proxy-link';
import { ProxyTable, ProxyTableSkeleton } from '@/components/proxies/proxy-table';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem } from '@/components/shell/problem';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Skeleton } from '@/components/ui/skeleton';
import { StateMark, type StateName } from '@/components/ui/state';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { listProxies } from '@/lib/proxies/data';
import type { ProxySummary } from '@/lib/proxies/types';
import { type SearchParams, withQuery } from '@/lib/query';
import { listBehind } from '@/lib/rolls/data';
import { routes } from '@/lib/routes';
import { WaitingExtensions } from '../extensions/waiting-extensions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('fleet')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function ProxiesPage({ searchParams }: Props) {
  const [actor, { t }] = await Promise.all([requireActor(), getI18n()]);
  const words = t('fleet');
  return (
    <>
      <PageHeader
        title={words('title')}
        meta={
          <Suspense fallback={<Skeleton className="w-40" />}>
            <Summary searchParams={searchParams} />
          </Suspense>
        }
        actions={
          <>
            <Suspense>
              <ToRolls />
            </Suspense>
            {can(actor, 'proxy.launch') && <NewProxyLink label={words('create')} />}
          </>
        }
      />
      <Suspense>
        <WaitingExtensions actor={actor} />
      </Suspense>
      <Suspense
        fallback={
          <>
            <div className="h-10 max-md:h-26" />
            <ProxyTableSkeleton />
          </>
        }
      >
        <Fleet searchParams={searchParams} mayLaunch={can(actor, 'proxy.launch')} />
      </Suspense>
    </>
  );
}

async function Fleet({ searchParams, mayLaunch }: Props & { mayLaunch: boolean }) {
  const [known, params, { t }] = await Promise.all([listProxies(), searchParams, getI18n()]);
  const words = t('fleet');
  const problem = <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />;
  if (known.value === null) return problem;
  if (known.value.length === 0) {
    return (
      <>
        {problem}
        <Empty
          title={words('empty.title')}
          action={mayLaunch && <NewProxyLink label={words('create')} />}
        >
          <p>{words('empty.lead')}</p>
          <p className="mt-2">{mayLaunch ? words('empty.steps') : words('empty.readOnly')}</p>
        </Empty>
      </>
    );
  }
  const view = parseFleetView(params);
  const shown = applyFleetView(known.value, view);
  return (
    <>
      {problem}
      <RefreshWhile isBusy={known.value.some(({ activeRunId }) => activeRunId !== null)} />
      <FleetFilters proxies={known.value} view={view} />
      <div className="mt-2">
        {shown.length > 0 ? (
          <I18nProvider namespaces={['gauge']}>
            <ProxyTable proxies={shown} view={view} />
          </I18nProvider>
        ) : (
          <NoMatch view={view} hidden={known.value.length} />
        )}
      </div>
    </>
  );
}

async function NoMatch({ view, hidden }: { view: FleetView; hidden: number }) {
  const words = (await getI18n()).t('fleet');
  return (
    <Empty
      title={words('noMatch.title')}
      action={
        <Link
          prefetch={false}
          href={withQuery(routes.proxies, fleetQuery(withoutFilters(view)))}
          className={buttonVariants()}
        >
          {words('filter.clear')}
        </Link>
      }
    >
      {words('noMatch.lead', { count: hidden })}
    </Empty>
  );
}

/** What needs somebody, in order of urgency; each a filter. */
const attention = [
  ['state', 'failed'],
  ['path', 'down'],
  ['quota', 'spent'],
  ['quota', 'near'],
  ['live', 'drifted'],
  ['live', 'undeployed'],
  ['lifetime', 'expired'],
  ['lifetime', 'review_overdue'],
  ['template', 'behind'],
] as const satisfies readonly (readonly [FilterName, StateName])[];

async function Summary({ searchParams }: Props) {
  const [{ value }, params, { t }] = await Promise.all([listProxies(), searchParams, getI18n()]);
  if (!value?.length) return null;
  const words = t('fleet');
  const view = parseFleetView(params);
  const shown = applyFleetView(value, view).length;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1">
      <span role="status">
        {shown === value.length
          ? words('count', { count: value.length })
          : words('countOf', { shown, count: value.length })}
      </span>
      {attention.map(([name, state]) => (
        <Attention key={state} proxies={value} name={name} state={state} />
      ))}
    </p>
  );
}

async function Attention({
  proxies,
  name,
  state,
}: {
  proxies: readonly ProxySummary[];
  name: FilterName;
  state: (typeof attention)[number][1];
}) {
  const count = proxies.filter((proxy) => filterValue(proxy, name) === state).length;
  if (count === 0) return null;
  const words = (await getI18n()).t('fleet');
  return (
    <Link
      prefetch={false}
      href={withQuery(
        routes.proxies,
        fleetQuery(withFilterToggled(parseFleetView({}), name, state)),
      )}
      className="inline-flex items-center gap-1.5 text-ink hover:underline"
    >
      <StateMark state={state} />
      {words(`attention.${state}`, { count })}
    </Link>
  );
}

/** Where some templates are behind, the way to the page that rolls them. */
async function ToRolls() {
  const [{ value }, { t }] = await Promise.all([listBehind(), getI18n()]);
  const words = t('roll');
  const count = value?.length ?? 0;
  if (count === 0) return null;
  return (
    <Link href={routes.rolls} title={words('behindShort', { count })} className={buttonVariants()}>
      {words('title')}
    </Link>
  );
}
