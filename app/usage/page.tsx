import type { Metadata } from 'next';
import Link from 'next/link';
import { type ReactNode, Suspense } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem, Problem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { TableFrame } from '@/components/ui/table';
import { ConsumerTable } from '@/components/usage/consumer-table';
import { DayChart } from '@/components/usage/day-chart';
import { DayHistorySkeleton } from '@/components/usage/day-history';
import { FleetUsageFilters } from '@/components/usage/fleet-filters';
import { Downloads, Sourced } from '@/components/usage/history-parts';
import { NearTable } from '@/components/usage/near-table';
import { RefusalTable } from '@/components/usage/refusal-table';
import { TotalTable } from '@/components/usage/total-table';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { type FleetUsage, getFleetUsage } from '@/lib/usage/fleet-data';
import { type FleetUsageView, fleetUsageQuery, parseFleetUsageView } from '@/lib/usage/fleet-view';
import { rangeQuery } from '@/lib/usage/history-view';

/** What a person reads at a glance; the rest is a filter, or the file, away. */
const nearMax = 10;
const consumersMax = 15;
const refusalsMax = 15;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('history')('fleetTitle') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function UsagePage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('history');
  if (!can(actor, 'fleet.read')) return <Problem code="denied" className="m-8" />;
  return (
    <I18nProvider namespaces={['chart']}>
      <PageHeader title={words('fleetTitle')} meta={words('fleetLead')} />
      <Suspense fallback={<FleetSkeleton />}>
        <Fleet view={parseFleetUsageView(params)} />
      </Suspense>
    </I18nProvider>
  );
}

async function Fleet({ view }: { view: FleetUsageView }) {
  const [known, { t }] = await Promise.all([getFleetUsage(view), getI18n()]);
  const words = t('history');
  const problem = <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />;
  if (known.value === null) return problem;
  const fleet = known.value;
  if (fleet.all.length === 0) {
    return (
      <>
        {problem}
        <Empty title={words('noProxies')}>{words('noProxiesText')}</Empty>
      </>
    );
  }
  return (
    <>
      {problem}
      <FleetUsageFilters proxies={fleet.all} view={view} days={fleet.days} />
      {fleet.shown.length === 0 ? (
        <Empty title={words('noMatch')} />
      ) : (
        <div className="flex max-w-6xl flex-col gap-10 pt-4 pb-12">
          <Near fleet={fleet} />
          <Days fleet={fleet} view={view} />
          <Consumers fleet={fleet} view={view} />
          <Refused fleet={fleet} view={view} />
        </div>
      )}
    </>
  );
}

type PartProps = { fleet: FleetUsage; view: FleetUsageView };

async function Near({ fleet }: Pick<PartProps, 'fleet'>) {
  const words = (await getI18n()).t('history');
  return (
    <Part
      title={words('near')}
      meta={words('nearMeta')}
      actions={
        fleet.near.length > nearMax && (
          <Link
            prefetch={false}
            href={withQuery(routes.proxies, { sort: 'left' })}
            className={buttonVariants({ variant: 'ghost', size: 'sm' })}
          >
            {words('nearMore')}
          </Link>
        )
      }
    >
      {fleet.near.length > 0 ? (
        <TableFrame>
          <NearTable proxies={fleet.near.slice(0, nearMax)} />
        </TableFrame>
      ) : (
        <Nothing title={words('nearNone')}>{words('nearNoneText')}</Nothing>
      )}
    </Part>
  );
}

async function Days({ fleet, view }: PartProps) {
  const words = (await getI18n()).t('history');
  if (!fleet.usageAsOf) return null;
  const isPartial = (at: number) => fleet.perProxy.some(({ keys }) => keys[0]?.days[at]?.isPartial);
  return (
    <Part
      title={words('allDays')}
      meta={words('allDaysMeta')}
      actions={
        <Downloads
          kind="downloadDays"
          hrefOf={(format) => withQuery(routes.usageExport, { ...fleetUsageQuery(view), format })}
        />
      }
    >
      <div className="px-4 md:px-8">
        <Sourced source="sourceUsage" asOf={fleet.usageAsOf} problem={null}>
          <DayChart
            label={words('allDays')}
            days={fleet.days}
            series={[{ id: 'all', name: words('calls'), colour: 1, values: fleet.total }]}
            partial={fleet.days.map((_, at) => isPartial(at))}
          />
          <TotalTable days={fleet.days} total={fleet.total} />
        </Sourced>
      </div>
    </Part>
  );
}

async function Consumers({ fleet, view }: PartProps) {
  const words = (await getI18n()).t('history');
  const sum = fleet.consumers.reduce((all, { calls }) => all + calls, 0);
  return (
    <Part title={words('consumers')} meta={words('consumersMeta')}>
      {fleet.consumers.length > 0 ? (
        <TableFrame>
          <ConsumerTable
            consumers={fleet.consumers.slice(0, consumersMax)}
            sum={sum}
            range={rangeQuery(view.range)}
          />
        </TableFrame>
      ) : (
        <Nothing title={words('consumersNone')}>{words('consumersNoneText')}</Nothing>
      )}
    </Part>
  );
}

async function Refused({ fleet, view }: PartProps) {
  const words = (await getI18n()).t('history');
  return (
    <Part title={words('refusals')} meta={words('refusalsMeta')}>
      {fleet.logAsOf ? (
        <Sourced source="readLog" asOf={fleet.logAsOf} problem={null} className="px-4 md:px-8">
          <TableFrame className="-mx-4 md:-mx-8">
            <RefusalTable
              refusals={fleet.refusals.slice(0, refusalsMax)}
              range={rangeQuery(view.range)}
            />
          </TableFrame>
          <p className="text-ink-muted text-xs">{words('probeNote')}</p>
        </Sourced>
      ) : (
        <Nothing title={words('refusalsNone')}>{words('noLogText')}</Nothing>
      )}
    </Part>
  );
}

/** A section whose table reaches the page's margin. */
function Part({
  title,
  meta,
  actions,
  children,
}: {
  title: string;
  meta: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Section
      title={title}
      meta={meta}
      actions={actions || undefined}
      className="[&>div:first-child]:px-4 md:[&>div:first-child]:px-8"
    >
      {children}
    </Section>
  );
}

function Nothing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Empty title={title} className="py-2">
      {children}
    </Empty>
  );
}

function FleetSkeleton() {
  return (
    <div className="flex max-w-6xl flex-col gap-8 px-4 md:px-8">
      <Skeleton className="h-8 w-96 max-w-full" />
      <Skeleton className="h-48 w-full" />
      <DayHistorySkeleton />
    </div>
  );
}
