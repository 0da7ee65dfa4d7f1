import type { Metadata } from 'next';
import Link from 'next/link';
import { RequestTable } from '@/components/requests/request-table';
import { parseRequestsView, type RequestsView, shows } from '@/components/requests/requests-view';
import { PageHeader } from '@/components/shell/page-header';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { type SearchParams, withQuery } from '@/lib/query';
import { listProxyRequests, listWaitingFor } from '@/lib/requests/data';
import { routes } from '@/lib/routes';
import { WaitingExtensions } from '../extensions/waiting-extensions';

const pageSize = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('request')('list.title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function RequestsPage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('request');
  const decides = can(actor, 'request.decide');
  const view = parseRequestsView(params, decides ? 'waiting' : 'all');
  const isOffered = { waiting: decides, mine: can(actor, 'request.ask'), all: true };
  const offered = shows.filter((show) => isOffered[show]);
  return (
    <>
      <PageHeader title={words('list.title')} meta={words('list.lead')} />
      {offered.length > 1 && (
        <nav aria-label={words('list.show')} className="flex flex-wrap gap-1 px-4 pb-3 md:px-8">
          {offered.map((show) => (
            <Link
              key={show}
              href={withQuery(routes.requests, { show })}
              aria-current={view.show === show ? 'page' : undefined}
              className={buttonVariants({
                size: 'sm',
                variant: view.show === show ? 'secondary' : 'ghost',
              })}
            >
              {words(`list.${show}`)}
            </Link>
          ))}
        </nav>
      )}
      {view.show === 'waiting' && <WaitingExtensions actor={actor} />}
      <Rows actor={actor} view={view} />
    </>
  );
}

async function Rows({ actor, view }: { actor: Actor; view: RequestsView }) {
  const [found, { t }] = await Promise.all([load(actor, view), getI18n()]);
  const words = t('request');
  const requests = found.slice(0, pageSize);
  if (requests.length === 0)
    return <Empty title={words(`list.none.${view.show}`)}>{words('list.teach')}</Empty>;
  const older = found.length > pageSize ? requests.at(-1)?.requestedAt : undefined;
  return (
    <>
      <RequestTable requests={requests} />
      {older && view.show !== 'waiting' && (
        <p className="flex justify-end px-4 py-4">
          <Link
            href={withQuery(routes.requests, { show: view.show, before: older.toISOString() })}
            className={buttonVariants()}
          >
            {words('list.older')}
          </Link>
        </p>
      )}
    </>
  );
}

async function load(actor: Actor, { show, before }: RequestsView) {
  if (show === 'waiting') return listWaitingFor(actor);
  const requestedBy = show === 'mine' ? actor.email : undefined;
  return listProxyRequests({ requestedBy, before: before ?? undefined, limit: pageSize + 1 });
}
