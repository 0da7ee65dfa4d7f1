import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AuditFilters } from '@/components/audit/audit-filters';
import { AuditTable, AuditTableSkeleton } from '@/components/audit/audit-table';
import {
  type AuditView,
  auditQuery,
  isAuditFiltered,
  parseAuditView,
} from '@/components/audit/audit-view';
import { PageHeader } from '@/components/shell/page-header';
import { Problem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { listAudit } from '@/lib/audit/data';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

/** Rows on one page: what a person skims, and about two screens. */
const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('audit')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function AuditPage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('audit');
  const view = parseAuditView(params);
  if (!can(actor, 'audit.read')) return <Problem code="denied" className="m-8" />;
  return (
    <>
      <PageHeader title={words('title')} meta={words('lead')} />
      <AuditFilters view={view} />
      <div className="mt-2">
        <Suspense fallback={<AuditTableSkeleton />}>
          <Rows view={view} />
        </Suspense>
      </div>
    </>
  );
}

async function Rows({ view }: { view: AuditView }) {
  const [{ rows, next }, { t }] = await Promise.all([
    listAudit({
      actor: view.actor ?? undefined,
      action: view.action ?? undefined,
      object: view.object ?? undefined,
      before: view.before ?? undefined,
      limit: pageSize,
    }),
    getI18n(),
  ]);
  const words = t('audit');
  if (rows.length === 0) {
    return isAuditFiltered(view) || view.before ? (
      <Empty
        title={words('noMatch')}
        action={
          <Link href={routes.audit} className={buttonVariants()}>
            {words('filter.clear')}
          </Link>
        }
      />
    ) : (
      <Empty title={words('empty.title')}>{words('empty.lead')}</Empty>
    );
  }
  const page = (before: number | null) =>
    withQuery(routes.audit, auditQuery({ ...view, before, row: null }));
  return (
    <>
      <AuditTable rows={rows} view={view} />
      <nav aria-label={words('table')} className="flex justify-end gap-2 px-4 py-4">
        {view.before !== null && (
          <Link href={page(null)} className={buttonVariants()}>
            {words('newest')}
          </Link>
        )}
        {next !== null && (
          <Link href={page(next)} className={buttonVariants()}>
            {words('older')}
          </Link>
        )}
      </nav>
    </>
  );
}
