import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { ProbeHistory } from '@/lib/probes/history';
import { measures, type ProbeView, type Quantile, quantiles } from '@/lib/probes/history-view';

/** Every phase with its percentiles; the one that the sentence asks for is marked. */
export async function PercentileTable({
  history,
  view,
}: {
  history: ProbeHistory;
  view: ProbeView;
}) {
  const { t, format } = await getI18n();
  const words = t('probeHistory');
  const names = Object.keys(quantiles) as Quantile[];
  return (
    <div className="overflow-x-auto">
      <Table label={words('percentiles')}>
        <TableHead>
          <TableHeader>{words('phase')}</TableHeader>
          {names.map((name) => (
            <TableHeader key={name} isNumber>
              {name}
            </TableHeader>
          ))}
          <TableHeader isNumber className="max-md:hidden">
            {words('reached')}
          </TableHeader>
        </TableHead>
        <tbody>
          {measures.map((measure) => {
            const row = history.percentiles[measure];
            return (
              <TableRow key={measure}>
                <TableCell className="whitespace-nowrap">
                  {measure === 'total' ? words('whole') : t('common')(`phase.${measure}`)}
                </TableCell>
                {names.map((name) => (
                  <TableCell
                    key={name}
                    isNumber
                    className={cn(
                      'whitespace-nowrap',
                      measure === view.measure &&
                        name === view.quantile &&
                        'bg-accent-soft font-medium text-accent',
                    )}
                  >
                    {row[name] === null ? '–' : format.milliseconds(row[name])}
                  </TableCell>
                ))}
                <TableCell isNumber className="text-ink-muted max-md:hidden">
                  {format.number(row.reached)}
                </TableCell>
              </TableRow>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
