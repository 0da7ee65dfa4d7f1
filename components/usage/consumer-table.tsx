import Link from 'next/link';
import {
  rowLinkClass,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import { type Query, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import type { Consumer } from '@/lib/usage/fleet-usage';
import { signed } from './day-history';
import { keyNames } from './key-names';

/** Keys by how much they called; each row leads to that key's history. */
export async function ConsumerTable({
  consumers,
  sum,
  range,
}: {
  consumers: readonly Consumer[];
  /** Calls of all keys, those not listed among them. */
  sum: number;
  range: Query;
}) {
  const { t, format } = await getI18n();
  const words = t('history');
  const nameOf = await keyNames();
  const against = ({ calls, before }: Consumer) => {
    if (before === null) return words('noBefore');
    return before === 0 ? words('isNew') : signed(format.locale, (calls - before) / before);
  };
  return (
    <Table label={words('consumers')}>
      <TableHead>
        <TableHeader>{words('key')}</TableHeader>
        <TableHeader className="max-md:hidden">{words('team')}</TableHeader>
        <TableHeader isNumber>{words('calls')}</TableHeader>
        <TableHeader isNumber>{words('share')}</TableHeader>
        <TableHeader isNumber className="max-md:hidden">
          {words('before')}
        </TableHeader>
      </TableHead>
      <tbody>
        {consumers.map((consumer) => {
          const { proxy, team, keyId, calls } = consumer;
          const share = sum === 0 ? 0 : calls / sum;
          return (
            <TableRow key={`${proxy} ${keyId}`}>
              <TableCell className="wrap-anywhere">
                <Link
                  prefetch={false}
                  href={withQuery(routes.proxyUsage(proxy), { ...range, key: keyId })}
                  className={rowLinkClass}
                >
                  {proxy}
                </Link>{' '}
                <span className="text-ink-muted">{nameOf(consumer)}</span>
              </TableCell>
              <TableCell className="text-ink-muted max-md:hidden">{team}</TableCell>
              <TableCell isNumber>{format.number(calls)}</TableCell>
              <TableCell isNumber className="whitespace-nowrap">
                <span
                  aria-hidden="true"
                  className="mr-2 inline-block h-1.5 rounded-full bg-chart-1 align-middle max-md:hidden"
                  style={{ width: `${(share * 96).toFixed(1)}px` }}
                />
                {format.percent(share)}
              </TableCell>
              <TableCell isNumber className="text-ink-muted max-md:hidden">
                {against(consumer)}
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
