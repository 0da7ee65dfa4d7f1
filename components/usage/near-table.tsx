import Link from 'next/link';
import { Bar } from '@/components/ui/bar';
import { StateBadge } from '@/components/ui/state';
import {
  rowLinkClass,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { ProxySummary } from '@/lib/proxies/types';
import { routes } from '@/lib/routes';
import { isOld } from '@/lib/usage/old';

/** Proxies by what is left of their quota, least first; each row leads to the proxy's history. */
export async function NearTable({ proxies }: { proxies: readonly ProxySummary[] }) {
  const { t, format } = await getI18n();
  const words = t('history');
  const common = t('common');
  return (
    <Table label={words('near')}>
      <TableHead>
        <TableHeader>{words('proxy')}</TableHeader>
        <TableHeader className="max-md:hidden">{words('team')}</TableHeader>
        <TableHeader className="max-md:text-right">{words('leftColumn')}</TableHeader>
        <TableHeader className="max-md:hidden">{words('state')}</TableHeader>
        <TableHeader className="max-md:hidden">{words('resets')}</TableHeader>
      </TableHead>
      <tbody>
        {proxies.map(({ name, team, quota }) => {
          const gauge = quota?.value;
          const state = gauge?.state ?? 'unknown';
          const oldSince = quota?.asOf && isOld(quota) ? quota.asOf : null;
          return (
            <TableRow key={name}>
              <TableCell className="md:whitespace-nowrap">
                <Link prefetch={false} href={routes.proxyUsage(name)} className={rowLinkClass}>
                  {name}
                </Link>
                <span className="mt-0.5 block text-xs md:hidden">
                  <StateBadge state={state} label={common(`state.${state}`)} />
                </span>
              </TableCell>
              <TableCell className="text-ink-muted max-md:hidden">{team}</TableCell>
              <TableCell className="max-md:text-right">
                {gauge ? (
                  <Bar
                    left={gauge.left}
                    limit={gauge.limit}
                    state={gauge.state}
                    label={words('leftOf', {
                      left: format.number(gauge.left),
                      limit: format.number(gauge.limit),
                    })}
                    className={cn(
                      'max-md:flex-col max-md:items-end max-md:gap-1.5',
                      oldSince && 'grayscale',
                    )}
                  />
                ) : (
                  <span className="text-ink-muted">{words('noAnswer')}</span>
                )}
                {oldSince && (
                  <span className="ml-1.5 whitespace-nowrap text-warn text-xs">
                    {t('fleet').rich('leftAsOf', {
                      when: () => <Time value={oldSince} as="age" />,
                    })}
                  </span>
                )}
              </TableCell>
              <TableCell className="max-md:hidden">
                <StateBadge state={state} label={common(`state.${state}`)} />
              </TableCell>
              <TableCell className="text-ink-muted max-md:hidden">
                {gauge ? <Time value={gauge.resetsAt} /> : '–'}
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
