import Link from 'next/link';
import { StateBadge } from '@/components/ui/state';
import {
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyRequest } from '@/lib/requests/types';
import { routes } from '@/lib/routes';
import { requestLooks } from './request-looks';

/** Requests, one to a row; on a phone who and when stand below what. */
export async function RequestTable({ requests }: { requests: readonly ProxyRequest[] }) {
  const words = (await getI18n()).t('request');
  return (
    <TableFrame>
      <Table label={words('list.title')}>
        <TableHead>
          <TableHeader>{words('list.column.state')}</TableHeader>
          <TableHeader>{words('list.column.what')}</TableHeader>
          <TableHeader className="max-md:hidden">{words('list.column.reason')}</TableHeader>
          <TableHeader className="max-md:hidden">{words('list.column.by')}</TableHeader>
          <TableHeader className="max-md:hidden">{words('list.column.at')}</TableHeader>
        </TableHead>
        <tbody>
          {requests.map((request) => (
            <TableRow key={request.id}>
              <TableCell>
                <StateBadge
                  state={requestLooks[request.state]}
                  label={words(`state.${request.state}`)}
                />
              </TableCell>
              <TableCell>
                <Link
                  href={routes.request(request.id)}
                  prefetch={false}
                  className="font-medium hover:underline"
                >
                  {words(`what.${request.kind}`, { proxy: request.proxy })}
                </Link>
                <span className="block text-ink-muted text-xs">
                  {request.team} · {request.spec.environment}
                </span>
                <span className="block text-ink-muted text-xs md:hidden">
                  {request.requestedBy} · <Time value={request.requestedAt} />
                </span>
              </TableCell>
              <TableCell className="max-w-80 truncate text-ink-muted max-md:hidden">
                {request.reason}
              </TableCell>
              <TableCell className="max-md:hidden">{request.requestedBy}</TableCell>
              <TableCell className="max-md:hidden">
                <Time value={request.requestedAt} />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
