import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem, Problem } from '@/components/shell/problem';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { DayHistoryPanel, DayHistorySkeleton } from '@/components/usage/day-history';
import { HeatMap } from '@/components/usage/heat-map';
import { HistoryFilters } from '@/components/usage/history-filters';
import { Choice, Downloads, Sourced } from '@/components/usage/history-parts';
import { MarkList, marksByDay } from '@/components/usage/mark-list';
import { OutcomeHistory } from '@/components/usage/outcome-history';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { getDayHistory, getHourHistory, listMarks } from '@/lib/usage/history-data';
import type { ExportFormat, ExportKind } from '@/lib/usage/history-export';
import { type HistoryView, historyQuery, parseHistoryView } from '@/lib/usage/history-view';
import type { Mark } from '@/lib/usage/marks';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getI18n()).t('history')('title', { name: (await params).name }) };
}

export default async function ProxyUsagePage({ params, searchParams }: Props) {
  const [actor, { name }, { t }] = await Promise.all([requireActor(), params, getI18n()]);
  const words = t('history');
  if (!can(actor, 'fleet.read')) return <Problem code="denied" className="m-8" />;
  const known = await getProxy(name);
  if (!known) notFound();
  const view = parseHistoryView(await searchParams);
  return (
    <I18nProvider namespaces={['chart']}>
      <PageHeader
        above={<Link href={routes.proxy(name)}>{words('back', { name })}</Link>}
        title={words('title', { name })}
        meta={words('lead')}
      />
      <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />
      {known.value && (
        <History proxy={known.value} view={view} mayAudit={can(actor, 'audit.read')} />
      )}
    </I18nProvider>
  );
}

async function History({
  proxy,
  view,
  mayAudit,
}: {
  proxy: ProxyDetail;
  view: HistoryView;
  mayAudit: boolean;
}) {
  const words = (await getI18n()).t('history');
  if (!proxy.outputs.UsagePlanId)
    return <Empty title={words('emptyTitle')}>{words('emptyText')}</Empty>;
  const marks = listMarks(proxy, view, mayAudit);
  // A new view is another question: what stood for the one before must not.
  const key = JSON.stringify(view);
  return (
    <div className="flex max-w-6xl flex-col gap-10 pb-12">
      <Suspense key={`days ${key}`} fallback={<DaysSkeleton />}>
        <Days proxy={proxy} view={view} marks={marks} />
      </Suspense>
      <Suspense key={`hours ${key}`} fallback={<Skeleton className="mx-4 h-60 md:mx-8" />}>
        <Hours proxy={proxy} view={view} marks={marks} />
      </Suspense>
      <Section title={words('marks')} meta={words('marksMeta')} className="px-4 md:px-8">
        <Suspense key={`marks ${key}`} fallback={<Skeleton className="h-20 w-full" />}>
          <Marks marks={marks} />
        </Suspense>
      </Section>
    </div>
  );
}

type PartProps = { proxy: ProxyDetail; view: HistoryView; marks: Promise<Mark[]> };

async function Days({ proxy, view, marks }: PartProps) {
  const [known, { t }, marked] = await Promise.all([getDayHistory(proxy, view), getI18n(), marks]);
  const words = t('history');
  if (known.value === null) {
    return known.problem.code === 'not_found' ? (
      <Empty title={words('emptyTitle')} className="py-4">
        {words('emptyText')}
      </Empty>
    ) : (
      <KnownProblem known={known} className="mx-4 md:mx-8" />
    );
  }
  const { asOf, problem, value } = known;
  return (
    <div>
      <HistoryFilters proxy={proxy.name} view={view} days={value.days} choices={value.choices} />
      <Section
        anchor="days"
        title={words('days')}
        meta={words('daysMeta')}
        actions={<Downloads kind="downloadDays" hrefOf={hrefOf(proxy, view, 'days')} />}
        className="px-4 md:px-8"
      >
        <Sourced source="sourceUsage" asOf={asOf} problem={problem}>
          <DayHistoryPanel
            history={value}
            isCompared={view.isCompared}
            isChosen={view.keys.length > 0}
            marks={await marksByDay(marked)}
          />
        </Sourced>
      </Section>
    </div>
  );
}

async function Hours({ proxy, view, marks }: PartProps) {
  const [known, { t }, marked] = await Promise.all([getHourHistory(proxy, view), getI18n(), marks]);
  const words = t('history');
  if (known.value === null) {
    return (
      <Section title={words('outcomes')} className="px-4 md:px-8">
        <Empty title={words('noLog')} className="px-0 py-2 md:px-0">
          {words('noLogText')}
        </Empty>
      </Section>
    );
  }
  const { asOf, problem, value } = known;
  const sourced = { source: 'sourceLog', asOf, problem, since: value.since } as const;
  const route = routes.proxyUsage(proxy.name);
  return (
    <>
      <Section
        anchor="outcomes"
        title={words('outcomes')}
        meta={words('outcomesMeta')}
        actions={<Downloads kind="downloadHours" hrefOf={hrefOf(proxy, view, 'hours')} />}
        className="px-4 md:px-8"
      >
        <Sourced {...sourced}>
          <OutcomeHistory
            days={value.days}
            counts={value.counts}
            marks={await marksByDay(marked)}
          />
          <p className="text-ink-muted text-xs">{words('probeNote')}</p>
        </Sourced>
      </Section>
      <Section
        title={words('hours')}
        meta={words('hoursMeta')}
        actions={
          <Choice
            label={words('zone')}
            options={(['local', 'utc'] as const).map((zone) => ({
              name: words(zone === 'utc' ? 'zoneUtc' : 'zoneLocal'),
              href: withQuery(route, historyQuery({ ...view, zone })),
              isChosen: view.zone === zone,
            }))}
          />
        }
        className="px-4 md:px-8"
      >
        <Sourced {...sourced}>
          <HeatMap
            calls={value.calls}
            known={{ from: value.known.from.getTime(), to: value.known.to.getTime() }}
            zone={view.zone}
            label={words('hours')}
            tableLabel={words('table')}
          />
        </Sourced>
      </Section>
    </>
  );
}

async function Marks({ marks }: { marks: Promise<Mark[]> }) {
  return <MarkList marks={await marks} />;
}

function hrefOf(proxy: ProxyDetail, view: HistoryView, data: ExportKind) {
  return (format: ExportFormat) =>
    withQuery(routes.proxyUsageExport(proxy.name), { ...historyQuery(view), data, format });
}

function DaysSkeleton() {
  return (
    <div className="px-4 md:px-8">
      <Skeleton className="mb-6 h-8 w-96 max-w-full" />
      <DayHistorySkeleton />
    </div>
  );
}
