import Link from 'next/link';
import {
  rowLinkClass,
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { type CertificateFacts, certificateStanding } from '@/lib/upstreams/certificate';
import { isWatched, type Upstream } from '@/lib/upstreams/types';
import { CertificateMark } from './certificate-mark';
import { UpstreamStateWords } from './upstream-state';

const columns = ['host', 'state', 'dataClass', 'owner', 'usedBy', 'certificate', 'review'] as const;

const columnClass: Record<(typeof columns)[number], string> = {
  host: '',
  state: '',
  dataClass: 'max-md:hidden',
  owner: 'max-lg:hidden',
  usedBy: 'whitespace-nowrap max-md:hidden',
  certificate: 'whitespace-nowrap max-xl:hidden',
  review: 'whitespace-nowrap max-lg:hidden',
};

/** The register. `callers` counts proxies by host; null where the fleet is not known. */
export async function UpstreamsTable({
  upstreams,
  callers,
  certificates,
}: {
  upstreams: readonly Upstream[];
  certificates: ReadonlyMap<string, CertificateFacts>;
  callers: ReadonlyMap<string, readonly unknown[]> | null;
}) {
  const { t, now, format } = await getI18n();
  const words = t('upstreams');
  const endOf = (upstream: Upstream) => {
    const end = isWatched(upstream) && certificates.get(upstream.host)?.reading?.validTo;
    return end ? format.date(end.slice(0, 10)) : '–';
  };
  const dueOf = (upstream: Upstream) => {
    const facts = isWatched(upstream) ? certificates.get(upstream.host) : undefined;
    return facts && certificateStanding(facts, now).isDue ? facts : null;
  };
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
        <tbody>
          {upstreams.map((upstream) => (
            <TableRow key={upstream.host}>
              <TableCell>
                <Link
                  prefetch={false}
                  href={routes.upstream(upstream.host)}
                  className={`${rowLinkClass} wrap-anywhere`}
                >
                  {upstream.host}
                </Link>
                <span className="block text-ink-muted text-xs">{upstream.purpose}</span>
              </TableCell>
              <TableCell>
                <UpstreamStateWords upstream={upstream} />
                {dueOf(upstream) && (
                  <span className="block text-xs">
                    <CertificateMark isBrief facts={dueOf(upstream)} />
                  </span>
                )}
              </TableCell>
              <TableCell className={columnClass.dataClass}>
                {words(`dataClass.${upstream.dataClass}`)}
              </TableCell>
              <TableCell className={columnClass.owner}>{upstream.owner}</TableCell>
              <TableCell className={columnClass.usedBy}>
                {callers
                  ? words('callers', { count: callers.get(upstream.host)?.length ?? 0 })
                  : words('callersUnknown')}
              </TableCell>
              <TableCell className={columnClass.certificate}>{endOf(upstream)}</TableCell>
              <TableCell className={columnClass.review}>
                {upstream.state === 'approved' ? format.date(upstream.reviewOn) : '–'}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
