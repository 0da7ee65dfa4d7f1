import type { ProxySummary } from '../proxies/types';
import { allOf, type Query, type SearchParams } from '../query';
import { type DayRange, parseRange, rangeQuery } from './history-view';

export const fleetFilters = ['team', 'environment', 'proxy'] as const;
export type FleetFilter = (typeof fleetFilters)[number];

/** What the URL says of the fleet's use. Nothing chosen means all. */
export type FleetUsageView = { range: DayRange; filters: Record<FleetFilter, string[]> };

export function parseFleetUsageView(params: SearchParams): FleetUsageView {
  return {
    range: parseRange(params),
    filters: {
      team: allOf(params, 'team'),
      environment: allOf(params, 'environment'),
      proxy: allOf(params, 'proxy'),
    },
  };
}

export function fleetUsageQuery({ range, filters }: FleetUsageView): Query {
  return { ...rangeQuery(range), ...filters };
}

type Whose = Pick<ProxySummary, 'name' | 'team' | 'environment'>;

const factOf = ({ name, team, environment }: Whose, filter: FleetFilter) =>
  ({ proxy: name, team, environment })[filter];

export function isShown(proxy: Whose, { filters }: FleetUsageView): boolean {
  return fleetFilters.every(
    (filter) => filters[filter].length === 0 || filters[filter].includes(factOf(proxy, filter)),
  );
}

/** What a filter may be set to, with how many proxies it would show; what is chosen stays, though nothing has it. */
export function optionsOf(
  proxies: readonly Whose[],
  filter: FleetFilter,
  view: FleetUsageView,
): { value: string; count: number }[] {
  const counts = new Map<string, number>(view.filters[filter].map((value) => [value, 0]));
  for (const proxy of proxies) {
    const value = factOf(proxy, filter);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

export function withFilterToggled(
  view: FleetUsageView,
  filter: FleetFilter,
  value: string,
): FleetUsageView {
  const chosen = view.filters[filter];
  const next = chosen.includes(value)
    ? chosen.filter((each) => each !== value)
    : [...chosen, value];
  return { ...view, filters: { ...view.filters, [filter]: next } };
}
