import type { StateName } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';
import type { ProxySummary } from '@/lib/proxies/types';
import { type Query, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { type FilterName, filterValue } from '../proxies/fleet-view';
import { FigureStrip } from './figure-strip';

/** Counted in this order; the first ones always, the others where there is something to see. */
const counted = [
  ['state', 'ready', true],
  ['path', 'healthy', true],
  ['path', 'unknown', false],
  ['state', 'failed', false],
  ['path', 'down', false],
  ['path', 'degraded', false],
  ['quota', 'spent', false],
  ['quota', 'near', false],
  ['lifetime', 'expired', false],
  ['lifetime', 'review_overdue', false],
  ['live', 'drifted', false],
  ['live', 'undeployed', false],
  ['template', 'behind', false],
  ['state', 'launching', false],
  ['state', 'changing', false],
  ['state', 'deleting', false],
] as const satisfies readonly (readonly [FilterName, StateName, boolean])[];

/** How proxies are, each number the way to the list of them. `teams`: those that the list is narrowed to. */
export async function FleetHealth({
  proxies,
  networksBehind,
  teams,
}: {
  proxies: readonly ProxySummary[];
  /** Networks with an older template; they are rolled with the proxies. */
  networksBehind: number;
  teams: readonly string[] | null;
}) {
  const words = (await getI18n()).t('home');
  const hrefOf = (query: Query) =>
    withQuery(routes.proxies, { ...query, ...(teams ? { team: teams } : {}) });
  const figures = counted.flatMap(([name, state, isAlways]) => {
    const count = proxies.filter((proxy) => filterValue(proxy, name) === state).length;
    if (count === 0 && !isAlways) return [];
    return { label: words(`health.${state}`), count, state, href: hrefOf({ [name]: state }) };
  });
  const total = { label: words('health.total'), count: proxies.length, state: null };
  const networks = {
    label: words('health.networksBehind'),
    count: networksBehind,
    state: 'behind' as const,
    href: routes.networks,
  };
  const all = [{ ...total, href: hrefOf({}) }, ...figures];
  return <FigureStrip figures={networksBehind > 0 ? [...all, networks] : all} />;
}
