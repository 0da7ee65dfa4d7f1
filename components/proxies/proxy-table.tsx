import Link from 'next/link';
import type { ReactNode } from 'react';
import { Bar } from '@/components/ui/bar';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import {
  rowLinkClass,
  SortMark,
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { EmptyMark } from '@/components/usage/empty-clock';
import { cn } from '@/lib/cn';
import { quotaTotal } from '@/lib/extensions/shown';
import { getI18n } from '@/lib/i18n/server';
import type { ProxySummary } from '@/lib/proxies/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { isOld } from '@/lib/usage/old';
import { type FleetView, fleetQuery, type SortColumn, sortColumns, sortedBy } from './fleet-view';
import { LifetimeMark } from './lifetime-mark';

/** Which columns give way first as the window narrows; on a phone their facts move below the name. */
const columnClass: Record<SortColumn, string> = {
  state: 'max-md:hidden',
  name: 'md:whitespace-nowrap',
  upstream: 'max-lg:hidden',
  team: 'max-lg:hidden',
  environment: 'max-xl:hidden',
  left: 'max-md:text-right',
  probe: 'max-md:hidden',
  age: 'max-xl:hidden text-right',
};

/** The fleet, one row for each proxy; a row opens by its name's link, from anywhere in it. */
export async function ProxyTable({
  proxies,
  view,
}: {
  proxies: readonly ProxySummary[];
  view: FleetView;
}) {
  const words = (await getI18n()).t('fleet');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead isSticky>
          {sortColumns.map((column) => (
            <ColumnHeader key={column} column={column} view={view} />
          ))}
        </TableHead>
        <tbody>
          {proxies.map((proxy) => (
            <ProxyRow key={proxy.name} proxy={proxy} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

async function ColumnHeader({ column, view }: { column: SortColumn; view: FleetView }) {
  const words = (await getI18n()).t('fleet');
  const sort = view.sort === column ? (view.isDescending ? 'descending' : 'ascending') : undefined;
  const name = words(`column.${column}`);
  return (
    <TableHeader sort={sort} className={columnClass[column]}>
      <Link
        prefetch={false}
        href={withQuery(routes.proxies, fleetQuery(sortedBy(view, column)))}
        scroll={false}
        title={words('sortBy', { column: name })}
        className={cn(
          '-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink',
          sort && 'text-ink',
        )}
      >
        {name}
        <SortMark sort={sort} />
      </Link>
    </TableHeader>
  );
}

async function ProxyRow({ proxy }: { proxy: ProxySummary }) {
  const common = (await getI18n()).t('common');
  const upstream = proxy.spec?.upstream.url.replace(/^https:\/\//, '') ?? common('notKnown');
  const state = <StateBadge state={proxy.phase} label={common(`state.${proxy.phase}`)} />;
  const path = proxy.probeState;
  return (
    <TableRow>
      <TableCell className={columnClass.state}>{state}</TableCell>
      <TableCell className={cn(columnClass.name, 'max-md:w-full max-md:max-w-0 max-md:py-3')}>
        <Link
          prefetch={false}
          href={routes.proxy(proxy.name)}
          className={cn(rowLinkClass, 'max-md:wrap-anywhere')}
        >
          {proxy.name}
        </Link>
        <LiveMark live={proxy.live} className="ml-2 text-xs max-md:hidden" />
        <LifetimeMark lifetime={proxy.lifetime} className="ml-2 text-xs max-md:hidden" />
        <div className="mt-1 flex items-center gap-x-3 text-xs md:hidden">
          {state}
          {path && path !== 'healthy' && (
            <StateBadge state={path} label={common(`state.${path}`)} />
          )}
          <LiveMark live={proxy.live} />
          <LifetimeMark lifetime={proxy.lifetime} />
          <span className="min-w-0 truncate text-ink-muted">{upstream}</span>
        </div>
      </TableCell>
      <TableCell className={cn(columnClass.upstream, 'max-w-64 truncate text-ink-muted')}>
        {upstream}
      </TableCell>
      <TableCell className={columnClass.team}>{proxy.team}</TableCell>
      <TableCell className={cn(columnClass.environment, 'text-ink-muted')}>
        {common(`environment.${proxy.environment}`)}
      </TableCell>
      <TableCell className={columnClass.left}>
        <Left proxy={proxy} />
      </TableCell>
      <TableCell className={columnClass.probe}>
        <LastProbe proxy={proxy} />
      </TableCell>
      <TableCell className={cn(columnClass.age, 'text-ink-muted')}>
        <Time value={proxy.createdAt} as="age" />
      </TableCell>
    </TableRow>
  );
}

/** What is live needs no word. */
async function LiveMark({ live, className }: { live: ProxySummary['live']; className?: string }) {
  if (live !== 'drifted' && live !== 'undeployed') return null;
  const common = (await getI18n()).t('common');
  return <StateBadge state={live} label={common(`state.${live}`)} className={className} />;
}

async function Left({ proxy }: { proxy: ProxySummary }) {
  const { t, format } = await getI18n();
  const words = t('fleet');
  const { spec } = proxy;
  const quota = proxy.quota?.value;
  const oldSince = oldSinceOf(proxy.quota);
  if (!quota) {
    if (spec && spec.limits.quota === null) return <Quiet>{words('noQuota')}</Quiet>;
    return <Quiet>{proxy.phase === 'ready' ? words('quotaUnknown') : '–'}</Quiet>;
  }
  const period = words(`leftIn.${quota.period}`);
  const granted = quota.extension?.granted ?? 0;
  const limit = quotaTotal(quota);
  return (
    <Bar
      left={quota.left}
      limit={limit}
      state={quota.state}
      className={cn('max-md:flex-col max-md:items-end max-md:gap-1.5', oldSince && 'grayscale')}
      label={
        <span>
          <span className={quota.state === 'spent' ? 'font-medium text-danger' : undefined}>
            {words('left', { left: format.number(quota.left), limit: format.number(limit) })}
          </span>
          {proxy.outlook?.empty && !oldSince && (
            <span className="ml-1.5 max-md:block max-md:text-right">
              <EmptyMark empty={proxy.outlook.empty} period={quota.period} />
            </span>
          )}
          {period && <span className="ml-1.5 text-ink-muted text-xs">{period}</span>}
          {granted > 0 && (
            <span className="ml-1.5 text-ink-muted text-xs">
              {t('extension')('more', { granted })}
            </span>
          )}
          {oldSince && (
            <span className="ml-1.5 whitespace-nowrap text-warn text-xs">
              {words.rich('leftAsOf', { when: () => <Time value={oldSince} as="age" /> })}
            </span>
          )}
        </span>
      }
    />
  );
}

function oldSinceOf(quota: ProxySummary['quota']): Date | null {
  if (!quota?.asOf) return null;
  return isOld(quota) ? quota.asOf : null;
}

async function LastProbe({ proxy }: { proxy: ProxySummary }) {
  const { t } = await getI18n();
  const { lastProbe, probeState } = proxy;
  if (!lastProbe) return <Quiet>{t('fleet')('neverProbed')}</Quiet>;
  const state = probeState ?? 'unknown';
  return (
    <span className="inline-flex items-center gap-2 align-bottom">
      <StateBadge state={state} label={t('common')(`state.${state}`)} />
      <Time value={lastProbe.at} as="age" className="text-ink-muted" />
    </span>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="text-ink-muted">{children}</span>;
}

/** The table's shape while AWS is asked. */
export async function ProxyTableSkeleton() {
  const words = (await getI18n()).t('fleet');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead>
          {sortColumns.map((column) => (
            <TableHeader key={column} className={columnClass[column]}>
              {words(`column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {['w-40', 'w-28', 'w-36', 'w-32', 'w-44', 'w-28'].map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <TableRow key={index}>
              <TableCell className={columnClass.state}>
                <Skeleton className="w-16" />
              </TableCell>
              <TableCell>
                <Skeleton className={width} />
              </TableCell>
              <TableCell className={columnClass.upstream}>
                <Skeleton className="w-36" />
              </TableCell>
              <TableCell className={columnClass.team}>
                <Skeleton className="w-16" />
              </TableCell>
              <TableCell className={columnClass.environment}>
                <Skeleton className="w-12" />
              </TableCell>
              <TableCell>
                <Skeleton className="w-36 max-md:ml-auto max-md:w-20" />
              </TableCell>
              <TableCell className={columnClass.probe}>
                <Skeleton className="w-24" />
              </TableCell>
              <TableCell className={columnClass.age}>
                <Skeleton className="ml-auto w-10" />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
