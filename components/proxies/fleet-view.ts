import type { Phase, ProxySummary } from '@/lib/proxies/types';
import { allOf, oneOf, type Query, type SearchParams } from '@/lib/query';
import { isBehind } from '@/lib/rolls/behind';
import { leftShare } from '@/lib/usage/report';

export const sortColumns = [
  'state',
  'name',
  'upstream',
  'team',
  'environment',
  'left',
  'probe',
  'age',
] as const;
export type SortColumn = (typeof sortColumns)[number];

export const filterNames = [
  'state',
  'team',
  'environment',
  'quota',
  'path',
  'live',
  'template',
  'lifetime',
] as const;
export type FilterName = (typeof filterNames)[number];

/** What the URL says about the list; everything of it is in the URL. */
export type FleetView = {
  filters: Record<FilterName, string[]>;
  text: string;
  sort: SortColumn;
  isDescending: boolean;
};

export function parseFleetView(params: SearchParams): FleetView {
  const sort = sortColumns.find((column) => column === oneOf(params, 'sort')) ?? 'name';
  return {
    filters: {
      state: allOf(params, 'state'),
      team: allOf(params, 'team'),
      environment: allOf(params, 'environment'),
      quota: allOf(params, 'quota'),
      path: allOf(params, 'path'),
      live: allOf(params, 'live'),
      template: allOf(params, 'template'),
      lifetime: allOf(params, 'lifetime'),
    },
    text: oneOf(params, 'q') ?? '',
    sort,
    isDescending: oneOf(params, 'order') === 'desc',
  };
}

/** The view as a query; what is the default is left out. */
export function fleetQuery(view: FleetView): Query {
  return {
    ...view.filters,
    q: view.text,
    sort: view.sort === 'name' ? null : view.sort,
    order: view.isDescending ? 'desc' : null,
  };
}

export function sortedBy(view: FleetView, sort: SortColumn): FleetView {
  return { ...view, sort, isDescending: view.sort === sort && !view.isDescending };
}

export function withFilterToggled(view: FleetView, name: FilterName, value: string): FleetView {
  const chosen = view.filters[name];
  const next = chosen.includes(value)
    ? chosen.filter((each) => each !== value)
    : [...chosen, value];
  return { ...view, filters: { ...view.filters, [name]: next } };
}

export function withoutFilters(view: FleetView): FleetView {
  return { ...view, text: '', filters: parseFleetView({}).filters };
}

export function isFiltered(view: FleetView): boolean {
  return view.text !== '' || filterNames.some((name) => view.filters[name].length > 0);
}

/** What a proxy says to each filter; null where it says nothing. */
export function filterValue(proxy: ProxySummary, name: FilterName): string | null {
  switch (name) {
    case 'state':
      return proxy.phase;
    case 'team':
      return proxy.team;
    case 'environment':
      return proxy.environment;
    case 'quota':
      return proxy.quota?.value?.state ?? null;
    case 'path':
      return proxy.probeState ?? 'unknown';
    case 'live':
      return proxy.live;
    case 'template':
      return proxy.version === '' ? null : isBehind(proxy) ? 'behind' : 'current';
    case 'lifetime':
      return proxy.lifetime?.state ?? null;
  }
}

/** Values that occur in the fleet, each with how many proxies have it, in a steady order. */
export function optionsOf(
  proxies: readonly ProxySummary[],
  name: FilterName,
): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const proxy of proxies) {
    const value = filterValue(proxy, name);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => rank(a.value) - rank(b.value) || compareText(a.value, b.value));
}

/** States stand in the order of their urgency, everything else by its name. */
const urgency =
  'failed down spent expired review_overdue drifted degraded near undeployed behind ends_soon review_soon launching changing deleting ready healthy plenty live current'.split(
    ' ',
  );
const rank = (value: string) => (urgency.includes(value) ? urgency.indexOf(value) : urgency.length);

export function applyFleetView(proxies: readonly ProxySummary[], view: FleetView): ProxySummary[] {
  const words = view.text.toLowerCase().normalize('NFKC').split(/\s+/).filter(Boolean);
  const sign = view.isDescending ? -1 : 1;
  return proxies
    .filter((proxy) =>
      filterNames.every((name) => {
        const chosen = view.filters[name];
        return chosen.length === 0 || chosen.includes(filterValue(proxy, name) ?? '');
      }),
    )
    .filter((proxy) => words.every((word) => haystack(proxy).includes(word)))
    .sort((a, b) => sign * compareBy(a, b, view.sort) || compareText(a.name, b.name));
}

const haystack = (proxy: ProxySummary) =>
  [proxy.name, proxy.spec?.upstream.url, proxy.owner, proxy.team].join(' ').toLowerCase();

/** Worst first: who sorts by state looks for trouble. */
const phaseOrder: Record<Phase, number> = {
  failed: 0,
  deleting: 1,
  launching: 2,
  changing: 3,
  ready: 4,
};

function compareBy(a: ProxySummary, b: ProxySummary, column: SortColumn): number {
  switch (column) {
    case 'state':
      return phaseOrder[a.phase] - phaseOrder[b.phase];
    case 'name':
      return compareText(a.name, b.name);
    case 'upstream':
      return compareText(a.spec?.upstream.url ?? '', b.spec?.upstream.url ?? '');
    case 'team':
      return compareText(a.team, b.team);
    case 'environment':
      return compareText(a.environment, b.environment);
    case 'left':
      return share(a) - share(b);
    case 'probe':
      return time(b.lastProbe?.at) - time(a.lastProbe?.at);
    case 'age':
      return time(b.createdAt) - time(a.createdAt);
  }
}

/** Without a quota there is nothing to run out of: last. */
const share = ({ quota }: ProxySummary) => (quota?.value ? leftShare(quota.value) : 2);

const time = (date: Date | undefined) => date?.getTime() ?? 0;

/** By code unit, the same everywhere; names are ASCII. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
