import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { FilterMenu } from '@/components/ui/filter-menu';
import { getI18n } from '@/lib/i18n/server';
import type { ProxySummary } from '@/lib/proxies/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import {
  type FleetUsageView,
  fleetFilters,
  fleetUsageQuery,
  optionsOf,
  withFilterToggled,
} from '@/lib/usage/fleet-view';
import { RangeChoice } from './range-choice';

/** Range, team, environment and proxy, all in the URL. */
export async function FleetUsageFilters({
  proxies,
  view,
  days,
}: {
  proxies: readonly ProxySummary[];
  view: FleetUsageView;
  days: readonly string[];
}) {
  const { t, format } = await getI18n();
  const words = t('history');
  const common = t('common');
  const isFiltered = fleetFilters.some((filter) => view.filters[filter].length > 0);
  return (
    <search
      aria-label={words('fleetFilter.label')}
      className="flex flex-wrap items-center gap-2 px-4 pb-2 md:px-8"
    >
      <RangeChoice route={routes.usage} range={view.range} days={days} rest={view.filters} />
      {fleetFilters.map((filter) => {
        const word = (value: string) =>
          filter === 'environment' && common.has(`environment.${value}` as 'environment.dev')
            ? common(`environment.${value}` as 'environment.dev')
            : value;
        return (
          <FilterMenu
            key={filter}
            id={`filter-${filter}`}
            name={words(`fleetFilter.${filter}`)}
            summary={view.filters[filter].map(word).join(', ')}
            options={optionsOf(proxies, filter, view).map(({ value, count }) => ({
              value,
              label: word(value),
              ...(filter === 'proxy' ? {} : { count: format.number(count) }),
              isChosen: view.filters[filter].includes(value),
              href: withQuery(
                routes.usage,
                fleetUsageQuery(withFilterToggled(view, filter, value)),
              ),
            }))}
          />
        );
      })}
      {isFiltered && (
        <Link
          prefetch={false}
          href={withQuery(
            routes.usage,
            fleetUsageQuery({ ...view, filters: { team: [], environment: [], proxy: [] } }),
          )}
          scroll={false}
          className={buttonVariants({ variant: 'ghost' })}
        >
          {words('fleetFilter.clear')}
        </Link>
      )}
    </search>
  );
}
