import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { DayChart } from '@/components/usage/day-chart';
import { getI18n } from '@/lib/i18n/server';
import type { KeyUse } from '@/lib/keys/last-use';

const daysShown = 14;

/** The last two weeks of one key: columns, and the numbers behind them. A day without a call keeps its place. */
export async function CallsByDay({ slot, use }: { slot: string; use: KeyUse }) {
  const { t, format } = await getI18n();
  const words = t('keys');
  const days = use.days.slice(-daysShown);
  if (days.length === 0) return null;
  const sum = days.reduce((total, { used }) => total + used, 0);
  const day = (date: string) => format.day(new Date(`${date}T12:00:00Z`), 'UTC');
  const lastDay = use.lastDay ? day(use.lastDay) : '–';
  return (
    <div className="max-w-md">
      <p className="sr-only">
        {words('rotation.chart', { slot, sum, days: days.length, date: lastDay })}
      </p>
      <DayChart
        label={words('rotation.table')}
        days={days.map(({ date }) => date)}
        series={[
          {
            id: slot,
            name: words('rotation.calls'),
            colour: 1,
            values: days.map(({ used }) => used),
          },
        ]}
      />
      <details className="mt-1 text-xs">
        <summary className="cursor-pointer py-1 text-ink-muted hover:text-ink">
          {words('rotation.table')}
        </summary>
        <Table label={words('rotation.table')} className="mt-1 max-w-72 text-xs">
          <TableHead>
            <TableHeader>{words('rotation.date')}</TableHeader>
            <TableHeader isNumber>{words('rotation.calls')}</TableHeader>
          </TableHead>
          <tbody>
            {days.toReversed().map(({ date: at, used }) => (
              <TableRow key={at}>
                <TableCell className="h-7 py-0.5">{day(at)}</TableCell>
                <TableCell isNumber className="h-7 py-0.5">
                  {format.number(used)}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </details>
    </div>
  );
}
