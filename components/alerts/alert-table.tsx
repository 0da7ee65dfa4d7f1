import Link from 'next/link';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AlertDetail } from '@/lib/alerts/types';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { AlertWords } from './alert-words';
import { DeliveryState, type DeliveryView } from './delivery-state';

export type AlertRow = {
  id: string;
  proxy: string;
  detail: AlertDetail;
  isCovered: boolean;
  raisedAt: Date;
  deliveries: readonly DeliveryView[];
};

/** What was raised lately, and who was told of it. `isOfProxy` leaves the proxy's name out. */
export async function AlertTable({
  alerts,
  isOfProxy = false,
}: {
  alerts: readonly AlertRow[];
  isOfProxy?: boolean;
}) {
  const words = (await getI18n()).t('alerts');
  if (alerts.length === 0) return <p className="text-ink-muted text-sm">{words('recent.none')}</p>;
  const columns = (['raised', 'proxy', 'what', 'told'] as const).filter(
    (column) => !(isOfProxy && column === 'proxy'),
  );
  return (
    <div className="-mx-3">
      <Table label={words('recent.table')}>
        <TableHead>
          {columns.map((column) => (
            <TableHeader key={column} className={column === 'told' ? 'max-md:hidden' : ''}>
              {words(`recent.column.${column}`)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {alerts.map((alert) => (
            <TableRow key={alert.id} className="align-top">
              <TableCell className="whitespace-nowrap text-ink-muted">
                <Time value={alert.raisedAt} />
              </TableCell>
              {!isOfProxy && (
                <TableCell>
                  <Link
                    prefetch={false}
                    href={routes.proxyAlerts(alert.proxy)}
                    className="font-medium hover:underline"
                  >
                    {alert.proxy}
                  </Link>
                </TableCell>
              )}
              <TableCell>
                <AlertWords detail={alert.detail} />
                <div className="mt-1 md:hidden">
                  <Told alert={alert} />
                </div>
              </TableCell>
              <TableCell className="max-md:hidden">
                <Told alert={alert} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

async function Told({ alert: { isCovered, deliveries } }: { alert: AlertRow }) {
  const words = (await getI18n()).t('alerts');
  if (isCovered) return <span className="text-ink-muted">{words('recent.covered')}</span>;
  if (deliveries.length === 0)
    return <span className="text-ink-muted">{words('recent.nobody')}</span>;
  return (
    <ul className="flex flex-col gap-1">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <DeliveryState delivery={delivery} />
        </li>
      ))}
    </ul>
  );
}
