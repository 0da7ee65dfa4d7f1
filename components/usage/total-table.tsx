import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import { Behind } from './history-parts';

/** The numbers behind the fleet's picture, newest first. */
export async function TotalTable({
  days,
  total,
}: {
  days: readonly string[];
  total: readonly (number | null)[];
}) {
  const { t, format } = await getI18n();
  const words = t('history');
  return (
    <Behind label={words('allDays')}>
      <Table label={words('allDays')}>
        <TableHead>
          <TableHeader>{words('date')}</TableHeader>
          <TableHeader isNumber>{words('calls')}</TableHeader>
        </TableHead>
        <tbody>
          {days
            .map((day, at) => {
              const calls = total[at] ?? null;
              return (
                <TableRow key={day}>
                  <TableCell>{day}</TableCell>
                  <TableCell isNumber>{calls === null ? '–' : format.number(calls)}</TableCell>
                </TableRow>
              );
            })
            .reverse()}
        </tbody>
      </Table>
    </Behind>
  );
}
