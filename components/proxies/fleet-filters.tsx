import Form from 'next/form';
import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { FilterMenu } from '@/components/ui/filter-menu';
import { SearchBox } from '@/components/ui/search-box';
import { StateBadge, type StateName } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';
import type { ProxySummary } from '@/lib/proxies/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import {
  type FilterName,
  type FleetView,
  filterNames,
  fleetQuery,
  isFiltered,
  optionsOf,
  withFilterToggled,
  withoutFilters,
} from './fleet-view';

/** Search and filters, all in the URL. */
export async function FleetFilters({
  proxies,
  view,
}: {
  proxies: readonly ProxySummary[];
  view: FleetView;
}) {
  const words = (await getI18n()).t('fleet');
  return (
    <search
      aria-label={words('filter.label')}
      className="flex gap-2 px-4 py-1 max-md:flex-col md:flex-wrap md:items-center md:px-8"
    >
      <Form action={routes.proxies} replace scroll={false} className="w-56 shrink-0 max-md:w-full">
        {Object.entries(fleetQuery({ ...view, text: '' })).flatMap(([name, value]) =>
          [value]
            .flat()
            .map((each) =>
              each ? (
                <input key={`${name} ${each}`} type="hidden" name={name} value={String(each)} />
              ) : null,
            ),
        )}
        <SearchBox
          name="q"
          label={words('filter.searchLabel')}
          placeholder={words('filter.search')}
          initial={view.text}
        />
      </Form>
      <div className="-m-1 -mr-4 flex min-w-0 items-center gap-2 overflow-x-auto p-1 pr-4 md:contents">
        {filterNames.map((name) => (
          <Filter key={name} name={name} proxies={proxies} view={view} />
        ))}
        {isFiltered(view) && (
          <Link
            prefetch={false}
            href={withQuery(routes.proxies, fleetQuery(withoutFilters(view)))}
            scroll={false}
            className={buttonVariants({ variant: 'ghost' })}
          >
            {words('filter.clear')}
          </Link>
        )}
      </div>
    </search>
  );
}

async function Filter({
  name,
  proxies,
  view,
}: {
  name: FilterName;
  proxies: readonly ProxySummary[];
  view: FleetView;
}) {
  const { t, format } = await getI18n();
  const common = t('common');
  const word = (value: string) => {
    if (name === 'team') return value;
    const key = name === 'environment' ? `environment.${value}` : `state.${value}`;
    return common.has(key as 'state.ready') ? common(key as 'state.ready') : value;
  };
  const chosen = view.filters[name];
  const options = optionsOf(proxies, name);
  const known = new Set(options.map(({ value }) => value));
  const gone = chosen.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  return (
    <FilterMenu
      id={`filter-${name}`}
      name={t('fleet')(`filter.${name}`)}
      summary={chosen.map(word).join(', ')}
      options={[...options, ...gone].map(({ value, count }) => ({
        value,
        label:
          name === 'team' || name === 'environment' ? (
            word(value)
          ) : (
            <StateBadge state={value as StateName} label={word(value)} className="font-normal" />
          ),
        count: format.number(count),
        isChosen: chosen.includes(value),
        href: withQuery(routes.proxies, fleetQuery(withFilterToggled(view, name, value))),
      }))}
    />
  );
}
