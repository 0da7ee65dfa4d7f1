'use client';

import Link from 'next/link';
import { StateBadge } from '@/components/ui/state';
import {
  rowLinkClass,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { cn } from '@/lib/cn';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { type ProbePoint, valuesOf } from '@/lib/probes/history';
import { type ProbeView, probeQuery } from '@/lib/probes/history-view';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { Phases } from './phases';
import { useRequester } from './use-requester';

/** Where the table stands beside the chart it has room for these on wide screens only. */
const roomy = 'max-md:hidden xl:max-2xl:hidden';

/** The runs behind the bars, newest first; each opens on a sheet beside them. */
export function RunTable({
  proxy,
  view,
  points,
}: {
  proxy: string;
  view: ProbeView;
  /** Newest first. */
  points: readonly ProbePoint[];
}) {
  const t = useTranslations('probeHistory');
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('runs')}
      className="max-h-136 overflow-auto rounded-lg border border-line"
    >
      <Table label={t('runs')}>
        <TableHead>
          <TableHeader>{t('column.when')}</TableHeader>
          <TableHeader>{t('column.state')}</TableHeader>
          <TableHeader isNumber>{t('column.value')}</TableHeader>
          <TableHeader className={cn('w-28', roomy)}>{t('column.phases')}</TableHeader>
          <TableHeader className={roomy}>{t('column.by')}</TableHeader>
        </TableHead>
        <tbody>
          {points.map((point) => (
            <Run key={point.id} proxy={proxy} view={view} point={point} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Run({ proxy, view, point }: { proxy: string; view: ProbeView; point: ProbePoint }) {
  const t = useTranslations('probeHistory');
  const common = useTranslations('common');
  const requester = useRequester();
  const format = useFormat();
  const [value] = valuesOf([point], view.measure);
  const at = new Date(point.at);
  const when = `${format.day(at)} ${format.timeOfDay(at)}`;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <Link
          prefetch={false}
          scroll={false}
          href={withQuery(routes.proxyProbes(proxy), probeQuery({ ...view, run: point.id }))}
          aria-current={view.run === point.id || undefined}
          aria-label={t('open', { when })}
          suppressHydrationWarning
          className={rowLinkClass}
        >
          {when}
        </Link>
      </TableCell>
      <TableCell>
        {point.isCounted ? (
          <StateBadge state={point.verdict} label={common(`state.${point.verdict}`)} />
        ) : (
          <StateBadge state="waiting" label={t('notCounted')} />
        )}
      </TableCell>
      <TableCell isNumber className="whitespace-nowrap">
        {value === undefined ? '–' : format.milliseconds(value)}
      </TableCell>
      <TableCell className={roomy}>
        <Phases result={point} isCompact />
      </TableCell>
      <TableCell className={cn('max-w-32 truncate text-ink-muted', roomy)}>
        {requester(point.requestedBy)}
      </TableCell>
    </TableRow>
  );
}
