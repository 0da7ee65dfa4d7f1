import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { PeopleFilters } from '@/components/identity/people-filters';
import { PeopleTable, PeopleTableSkeleton } from '@/components/identity/people-table';
import { PageHeader } from '@/components/shell/page-header';
import { Problem } from '@/components/shell/problem';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { requireActor } from '@/lib/identity/gate';
import { listPeople, listPeopleTeams, peopleOrigins } from '@/lib/identity/people';
import {
  isPeopleFiltered,
  type PeopleFilter,
  parsePeopleFilter,
  peopleQuery,
} from '@/lib/identity/people-filter';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { type SearchParams, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { endSessionsAction, revokeTokensAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getI18n()).t('people')('title') };
}

type Props = { searchParams: Promise<SearchParams> };

export default async function PeoplePage({ searchParams }: Props) {
  const [actor, { t }, params] = await Promise.all([requireActor(), getI18n(), searchParams]);
  const words = t('people');
  if (!can(actor, 'people.read')) return <Problem code="denied" className="m-8" />;
  const filter = parsePeopleFilter(params);
  return (
    <>
      <PageHeader
        title={words('title')}
        meta={words(actor.role === 'member' ? 'leadOwn' : 'lead')}
      />
      <PeopleFilters
        filter={filter}
        teams={await listPeopleTeams(actor)}
        origins={peopleOrigins()}
      />
      <div className="mt-2 pb-12">
        <Suspense fallback={<PeopleTableSkeleton />}>
          <People actor={actor} filter={filter} />
        </Suspense>
      </div>
    </>
  );
}

async function People({ actor, filter }: { actor: Actor; filter: PeopleFilter }) {
  const [{ people, hasMore }, { t }] = await Promise.all([listPeople(actor, filter), getI18n()]);
  const words = t('people');
  if (people.length === 0) {
    return (
      <Empty
        title={words('filter.none')}
        action={
          <Link href={routes.people} className={buttonVariants()}>
            {words('filter.clear')}
          </Link>
        }
      >
        {words('filter.noneLead')}
      </Empty>
    );
  }
  const isAlone = people.length === 1 && filter.page === 1 && !isPeopleFiltered(filter);
  const actions = { endSessions: endSessionsAction, revokeTokens: revokeTokensAction };
  const page = (number: number) =>
    withQuery(routes.people, peopleQuery({ ...filter, page: number }));
  return (
    <I18nProvider namespaces={['people', 'errors']}>
      <PeopleTable
        people={people}
        self={actor.personId}
        actions={can(actor, 'people.manage') ? actions : null}
      />
      {isAlone && <Empty title={words('empty.title')}>{words('empty.lead')}</Empty>}
      {(filter.page > 1 || hasMore) && (
        <nav aria-label={words('pages')} className="flex justify-end gap-2 px-4 py-4 md:px-8">
          {filter.page > 1 && (
            <Link href={page(filter.page - 1)} className={buttonVariants()}>
              {words('newer')}
            </Link>
          )}
          {hasMore && (
            <Link href={page(filter.page + 1)} className={buttonVariants()}>
              {words('older')}
            </Link>
          )}
        </nav>
      )}
    </I18nProvider>
  );
}
