'use client';

import Link from 'next/link';
import { StateBadge } from '@/components/ui/state';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import type { ProbeResult } from '@/lib/probes/types';
import { verdictOf } from '@/lib/probes/waiting';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { Phases } from './phases';
import { useRequester } from './use-requester';

/** The results of the last probes, newest first. */
export function ProbeHistory({ results }: { results: readonly ProbeResult[] }) {
  const t = useTranslations('probe');
  const common = useTranslations('common');
  const format = useFormat();
  const requester = useRequester();
  return (
    <details open={results.length > 1 || undefined}>
      <summary className="inline-flex min-h-6 items-center rounded-sm font-medium text-sm">
        {t('history')}
        <span className="ml-2 font-normal text-ink-muted">{format.number(results.length)}</span>
      </summary>
      <div className="mt-2 overflow-x-auto">
        <Table label={t('history')}>
          <TableHead>
            <TableHeader>{t('columns.when')}</TableHeader>
            <TableHeader>{t('columns.verdict')}</TableHeader>
            <TableHeader isNumber>{t('columns.status')}</TableHeader>
            <TableHeader isNumber>{t('columns.total')}</TableHeader>
            <TableHeader className="w-40 max-md:hidden">{t('columns.phases')}</TableHeader>
            <TableHeader className="max-md:hidden">{t('columns.by')}</TableHeader>
          </TableHead>
          <tbody>
            {results.map((result) => (
              <TableRow key={result.id}>
                <TableCell>
                  <Time value={result.at} />
                </TableCell>
                <TableCell>
                  <Link
                    prefetch={false}
                    href={withQuery(routes.proxyProbes(result.proxy), { run: result.id })}
                    className="rounded-sm hover:underline"
                  >
                    <StateBadge
                      state={verdictOf(result)}
                      label={common(`state.${verdictOf(result)}`)}
                    />
                  </Link>
                </TableCell>
                <TableCell isNumber>{result.status ?? '–'}</TableCell>
                <TableCell isNumber>{format.milliseconds(result.totalMs)}</TableCell>
                <TableCell className="max-md:hidden">
                  <Phases result={result} isCompact />
                </TableCell>
                <TableCell className="max-w-40 truncate text-ink-muted max-md:hidden">
                  {requester(result.requestedBy)}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
