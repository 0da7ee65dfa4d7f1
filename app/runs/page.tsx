import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { RunsFilters } from '@/components/runs/runs-filters';
import { RunsTable, RunsTableSkeleton } from '@/components/runs/runs-table';
import {
  isRunsFiltered,
  parseRunsView,
  type RunsView,
  runsQuery,
} from '@/components/runs/runs-view';
import { PageHeader } from '@/components/shell/page-header';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { listRuns } from '@/lib/runs/data';

/** Rows on one page: what a person skims, and about two screens. */
const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('run')('list.title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function RunsPage({ searchParams }: Props) {
  const [{ t }, params] = await Promise.all([getI18n(), searchParams, requireActor()]);
  const words = t('run');
  const view = parseRunsView(params);
  return (
    <>
      <PageHeader title={words('list.title')} meta={words('list.lead')} />
      <RunsFilters view={view} />
      <div className="mt-2">
        <Suspense fallback={<RunsTableSkeleton />}>
          <Rows view={view} />
        </Suspense>
      </div>
    </>
  );
}

async function Rows({ view }: { view: RunsView }) {
  const [found, { t }] = await Promise.all([
    listRuns({
      state: view.state ?? undefined,
      kind: view.kind ?? undefined,
      who: view.who ?? undefined,
      before: view.before ?? undefined,
      limit: pageSize + 1,
    }),
    getI18n(),
  ]);
  const words = t('run');
  const runs = found.slice(0, pageSize);
  if (runs.length === 0) {
    return isRunsFiltered(view) || view.before ? (
      <Empty
        title={words('list.noMatch')}
        action={
          <Link href={routes.runs} className={buttonVariants()}>
            {words('list.filter.clear')}
          </Link>
        }
      />
    ) : (
      <Empty title={words('list.empty.title')}>{words('list.empty.lead')}</Empty>
    );
  }
  const page = (before: Date | null) => withQuery(routes.runs, runsQuery({ ...view, before }));
  const older = found.length > pageSize ? (runs.at(-1)?.requestedAt ?? null) : null;
  return (
    <>
      <RefreshWhile isBusy={runs.some(({ state }) => state === 'queued' || state === 'running')} />
      <RunsTable runs={runs} />
      <nav aria-label={words('list.title')} className="flex justify-end gap-2 px-4 py-4">
        {view.before && (
          <Link href={page(null)} className={buttonVariants()}>
            {words('list.newest')}
          </Link>
        )}
        {older && (
          <Link href={page(older)} className={buttonVariants()}>
            {words('list.older')}
          </Link>
        )}
      </nav>
    </>
  );
}
