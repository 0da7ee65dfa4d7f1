import Link from 'next/link';
import {
  rowLinkClass,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import { type Query, withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import type { Refusals } from '@/lib/usage/fleet-usage';
import type { OutcomeGroup } from '@/lib/usage/outcome-groups';

/** Which share of each proxy's requests ended in a 429, a 403 or the upstream's own error, and why most of them. */
export async function RefusalTable({
  refusals,
  range,
}: {
  refusals: readonly Refusals[];
  range: Query;
}) {
  const { t, format } = await getI18n();
  const [words, traffic] = [t('history'), t('traffic')];
  const share = ({ groups, requests }: Refusals, group: OutcomeGroup) =>
    requests === 0 ? '–' : format.percent(groups[group] / requests);
  const tone = ({ groups }: Refusals, group: OutcomeGroup, strong: string) =>
    groups[group] > 0 ? strong : 'text-ink-muted';
  return (
    <Table label={words('refusals')}>
      <TableHead>
        <TableHeader>{words('proxy')}</TableHeader>
        <TableHeader isNumber className="max-md:hidden">
          {words('requests')}
        </TableHeader>
        <TableHeader isNumber>{words('limitedShare')}</TableHeader>
        <TableHeader isNumber className="max-md:whitespace-normal">
          {words('refusedShare')}
        </TableHeader>
        <TableHeader isNumber className="max-md:hidden">
          {words('upstreamShare')}
        </TableHeader>
        <TableHeader className="max-md:hidden">{words('why')}</TableHeader>
      </TableHead>
      <tbody>
        {refusals.map((each) => (
          <TableRow key={each.proxy}>
            <TableCell className="wrap-anywhere">
              <Link
                prefetch={false}
                href={withQuery(routes.proxyUsage(each.proxy), range)}
                className={rowLinkClass}
              >
                {each.proxy}
              </Link>
              <span className="block text-ink-muted text-xs md:hidden">
                {each.most && traffic(`outcomes.${each.most}`)}
              </span>
            </TableCell>
            <TableCell isNumber className="max-md:hidden">
              {format.number(each.requests)}
            </TableCell>
            <TableCell isNumber className={tone(each, 'limited', 'font-medium text-danger')}>
              {share(each, 'limited')}
            </TableCell>
            <TableCell isNumber className={tone(each, 'refused', 'font-medium')}>
              {share(each, 'refused')}
            </TableCell>
            <TableCell isNumber className={cn(tone(each, 'upstream', ''), 'max-md:hidden')}>
              {share(each, 'upstream')}
            </TableCell>
            <TableCell className="text-ink-muted max-md:hidden">
              {each.most ? traffic(`outcomes.${each.most}`) : words('none')}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
