import Link from 'next/link';
import { Code } from '@/components/ui/code';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state';
import {
  rowLinkClass,
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { NetworkSummary } from '@/lib/networks/types';
import { isBehind } from '@/lib/rolls/behind';
import { routes } from '@/lib/routes';
import { networkFacts } from './network-facts';

const columns = ['state', 'name', 'vpc', 'endpoint', 'proxies', 'team', 'age'] as const;
type Column = (typeof columns)[number];

const columnClass: Record<Column, string> = {
  state: 'max-md:hidden',
  name: '',
  vpc: 'max-md:hidden',
  endpoint: 'max-xl:hidden',
  proxies: 'text-right',
  team: 'max-lg:hidden',
  age: 'max-lg:hidden text-right',
};

/** The networks, one row each; a row opens by its name's link. */
export async function NetworkTable({ networks }: { networks: readonly NetworkSummary[] }) {
  return (
    <Frame>
      {networks.map((network) => (
        <NetworkRow key={network.name} network={network} />
      ))}
    </Frame>
  );
}

async function Frame({ children }: { children: React.ReactNode }) {
  const words = (await getI18n()).t('networks');
  return (
    <TableFrame>
      <Table label={words('table')}>
        <TableHead isSticky>
          {columns.map((column) => (
            <TableHeader key={column} className={columnClass[column]}>
              {words(`column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>{children}</tbody>
      </Table>
    </TableFrame>
  );
}

async function NetworkRow({ network }: { network: NetworkSummary }) {
  const { t, format } = await getI18n();
  const words = t('networks');
  const { vpcId, endpointId, isAdopted } = networkFacts(network);
  const state = <StateBadge state={network.phase} label={t('common')(`state.${network.phase}`)} />;
  const none = (
    <span className="text-ink-muted">{network.phase === 'launching' ? words('notYet') : '–'}</span>
  );
  return (
    <TableRow>
      <TableCell className={columnClass.state}>{state}</TableCell>
      <TableCell className="max-md:py-3">
        <Link prefetch={false} href={routes.network(network.name)} className={rowLinkClass}>
          {network.name}
        </Link>
        {isBehind(network) && (
          <span className="ml-2 text-warn text-xs">{words('olderTemplate')}</span>
        )}
        <div className="mt-1 flex flex-wrap items-center gap-x-3 text-xs md:hidden">
          {state}
          {vpcId && <Code className="text-ink-muted">{vpcId}</Code>}
        </div>
      </TableCell>
      <TableCell className={columnClass.vpc}>
        {vpcId ? (
          <>
            <Code>{vpcId}</Code>
            <span className="ml-2 text-ink-muted text-xs">
              {isAdopted ? words('adopted') : words('made')}
            </span>
          </>
        ) : (
          none
        )}
      </TableCell>
      <TableCell className={columnClass.endpoint}>
        {endpointId ? <Code className="text-ink-muted">{endpointId}</Code> : none}
      </TableCell>
      <TableCell className={columnClass.proxies}>{format.number(network.proxies.length)}</TableCell>
      <TableCell className={columnClass.team}>{network.team}</TableCell>
      <TableCell className={`${columnClass.age} text-ink-muted`}>
        <Time value={network.createdAt} as="age" />
      </TableCell>
    </TableRow>
  );
}

/** The table's shape while AWS is asked. */
export function NetworkTableSkeleton() {
  return (
    <Frame>
      {['w-28', 'w-36', 'w-24'].map((width) => (
        <TableRow key={width}>
          {columns.map((column) => (
            <TableCell key={column} className={columnClass[column]}>
              <Skeleton className={column === 'name' || column === 'vpc' ? width : 'w-16'} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </Frame>
  );
}
