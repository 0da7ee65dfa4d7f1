import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AuditFilters } from '@/components/audit/audit-filters';
import { AuditTable, AuditTableSkeleton } from '@/components/audit/audit-table';
import { type AuditView, auditQuery, parseAuditView } from '@/components/audit/audit-view';
import { ChainState } from '@/components/audit/chain-state';
import { PageHeader } from '@/components/shell/page-header';
import { Problem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { listAudit, readAuditHead } from '@/lib/audit/data';
import { isAuditFiltered } from '@/lib/audit/filter';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { verifyAuditAction } from './actions';

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
      <Suspense>
        <Chain />
      </Suspense>
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
  const [{ rows, older, newer }, { t }] = await Promise.all([
    listAudit({ ...view, limit: pageSize }),
    getI18n(),
  ]);
  const words = t('audit');
  if (rows.length === 0) {
    return isAuditFiltered(view) || view.before || view.after ? (
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
  const page = (place: { before?: number; after?: number }) =>
    withQuery(
      routes.audit,
      auditQuery({ ...view, before: null, after: null, row: null, ...place }),
    );
  return (
    <>
      <AuditTable rows={rows} view={view} />
      <nav aria-label={words('table')} className="flex justify-end gap-2 px-4 py-4">
        {newer !== null && (
          <Link href={page({ after: newer })} className={buttonVariants()}>
            {words('newer')}
          </Link>
        )}
        {older !== null && (
          <Link href={page({ before: older })} className={buttonVariants()}>
            {words('older')}
          </Link>
        )}
      </nav>
    </>
  );
}

/** The chain's end, to note down elsewhere, and whether all of it holds. */
async function Chain() {
  const head = await readAuditHead();
  return (
    <I18nProvider namespaces={['audit', 'errors', 'common']}>
      <ChainState seq={head.seq} hash={head.hash} action={verifyAuditAction} />
    </I18nProvider>
  );
}
