import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { PercentileTable } from '@/components/probes/percentile-table';
import { ProbeBars } from '@/components/probes/probe-bars';
import { ProbeSentence } from '@/components/probes/probe-sentence';
import { RunSheet } from '@/components/probes/run-sheet';
import { RunTable } from '@/components/probes/run-table';
import { PageHeader } from '@/components/shell/page-header';
import { KnownProblem, Problem } from '@/components/shell/problem';
import { Empty } from '@/components/ui/empty';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import type { ProbeHistory, ProbePoint } from '@/lib/probes/history';
import { getProbeHistory, getProbeRun } from '@/lib/probes/history-data';
import { type ProbeView, parseProbeView, probeQuery } from '@/lib/probes/history-view';
import { getProxy } from '@/lib/proxies/data';
import type { ProxyDetail } from '@/lib/proxies/types';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { ProbeSchedule } from '../probe-schedule';

type Props = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

/** Rows beside the chart; the chart holds them all. */
const rowsMax = 100;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getI18n()).t('probeHistory')('title', { name: (await params).name }) };
}

export default async function ProbesPage({ params, searchParams }: Props) {
  const [actor, { name }, { t }] = await Promise.all([requireActor(), params, getI18n()]);
  const words = t('probeHistory');
  if (!can(actor, 'fleet.read')) return <Problem code="denied" className="m-8" />;
  const known = await getProxy(name);
  if (!known) notFound();
  const view = parseProbeView(await searchParams);
  return (
    <I18nProvider namespaces={['probe', 'probeHistory', 'probeSchedule', 'errors']}>
      <PageHeader
        above={<Link href={routes.proxy(name)}>{words('back', { name })}</Link>}
        title={words('title', { name })}
        meta={words('lead')}
      />
      <KnownProblem known={known} className="mx-4 mb-4 md:mx-8" />
      {known.value && <Probes proxy={known.value} view={view} actor={actor} />}
    </I18nProvider>
  );
}

function Probes({ proxy, view, actor }: { proxy: ProxyDetail; view: ProbeView; actor: Actor }) {
  const { run: _, ...asked } = view;
  return (
    <div className="flex flex-col gap-8 pb-12">
      <div className="max-w-5xl px-4 md:px-8">
        <Suspense fallback={<Skeleton className="h-20 w-full" />}>
          <ProbeSchedule proxy={proxy} actor={actor} />
        </Suspense>
      </div>
      {/* A new sentence is another question: what stood for the one before must not. A sheet is none. */}
      <Suspense key={JSON.stringify(asked)} fallback={<Skeleton className="mx-4 h-80 md:mx-8" />}>
        <History name={proxy.name} view={view} />
      </Suspense>
      {view.run && (
        <Suspense>
          <Run name={proxy.name} view={view} />
        </Suspense>
      )}
    </div>
  );
}

async function History({ name, view }: { name: string; view: ProbeView }) {
  const [{ history, points }, { t }] = await Promise.all([getProbeHistory(name, view), getI18n()]);
  const words = t('probeHistory');
  return (
    <div className="flex flex-col gap-6">
      <ProbeSentence proxy={name} view={view} history={history} />
      {points.length === 0 ? (
        <Empty title={words('emptyTitle')}>{words('emptyText')}</Empty>
      ) : (
        <div className="grid gap-x-10 gap-y-8 px-4 md:px-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Chart name={name} view={view} history={history} />
          <Runs name={name} view={view} points={points} />
        </div>
      )}
    </div>
  );
}

async function Chart({
  name,
  view,
  history,
}: {
  name: string;
  view: ProbeView;
  history: ProbeHistory;
}) {
  const { t, format } = await getI18n();
  const words = t('probeHistory');
  const [first] = history.bars;
  const width = first ? (first.to - first.from) / 1_000 : 0;
  const label = words('chartLabel', {
    quantile: view.quantile,
    measure: words(`measures.${view.measure}`),
    bars: history.bars.length,
  });
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <Section
        title={words('chart')}
        meta={
          width > 0
            ? words('chartMeta.bucket', { duration: format.duration(width) })
            : words('chartMeta.each')
        }
      >
        <ProbeBars proxy={name} view={view} bars={history.bars} label={label} />
        <p className="text-ink-muted text-xs max-md:hidden">{words('chartHint')}</p>
      </Section>
      <Section title={words('percentiles')} meta={words('percentilesMeta')}>
        <PercentileTable history={history} view={view} />
      </Section>
    </div>
  );
}

async function Runs({
  name,
  view,
  points,
}: {
  name: string;
  view: ProbeView;
  points: readonly ProbePoint[];
}) {
  const words = (await getI18n()).t('probeHistory');
  const shown = points.toReversed().slice(0, rowsMax);
  return (
    <Section
      title={words('runs')}
      meta={
        shown.length < points.length
          ? words('runsMeta.some', { shown: shown.length, all: points.length })
          : words('runsMeta.all')
      }
    >
      <RunTable proxy={name} view={view} points={shown} />
    </Section>
  );
}

async function Run({ name, view }: { name: string; view: ProbeView }) {
  const found = await getProbeRun(name, view);
  const to = (run: string | null) =>
    withQuery(routes.proxyProbes(name), probeQuery({ ...view, run }));
  return (
    <RunSheet
      result={found?.result ?? null}
      older={found?.older ? to(found.older) : null}
      newer={found?.newer ? to(found.newer) : null}
      back={to(null)}
    />
  );
}
