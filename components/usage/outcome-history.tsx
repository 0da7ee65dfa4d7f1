import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import {
  grouped,
  type OutcomeCounts,
  type OutcomeGroup,
  outcomeGroups,
} from '@/lib/usage/outcome-groups';
import { outcomes } from '@/lib/usage/outcomes';
import type { ChartColour } from './column-chart-types';
import { DayChart } from './day-chart';
import { Behind } from './history-parts';

/** Red means refused by a limit, here and in the fleet. */
const colours: Record<OutcomeGroup, ChartColour> = {
  served: 1,
  upstream: 2,
  limited: 4,
  refused: 5,
  gateway: 3,
};

/** How the requests of each UTC day ended: five groups as a picture, every outcome in the table. */
export async function OutcomeHistory({
  days,
  counts,
  marks,
}: {
  days: readonly string[];
  /** By day; null where it is not known. */
  counts: readonly (OutcomeCounts | null)[];
  marks: Record<string, string>;
}) {
  const { t, format } = await getI18n();
  const [words, traffic] = [t('history'), t('traffic')];
  const groups = counts.map((each) => each && grouped(each));
  const seen = outcomes.filter((outcome) => counts.some((each) => each?.[outcome]));
  return (
    <>
      <DayChart
        label={words('outcomes')}
        days={days}
        series={outcomeGroups.map((group) => ({
          id: group,
          name: words(`group.${group}`),
          colour: colours[group],
          values: groups.map((each) => each?.[group] ?? null),
        }))}
        marks={marks}
      />
      <Behind label={words('outcomes')}>
        <Table label={words('outcomes')}>
          <TableHead>
            <TableHeader>{words('date')}</TableHeader>
            {seen.map((outcome) => (
              <TableHeader key={outcome} isNumber className="min-w-28 whitespace-normal py-1.5">
                {traffic(`outcomes.${outcome}`)}
              </TableHeader>
            ))}
            <TableHeader isNumber>{words('total')}</TableHeader>
          </TableHead>
          <tbody>
            {days
              .map((day, at) => {
                const count = counts[at];
                const sum = Object.values(count ?? {}).reduce((all, each) => all + each, 0);
                return (
                  <TableRow key={day}>
                    <TableCell className="whitespace-nowrap">{day}</TableCell>
                    {seen.map((outcome) => (
                      <TableCell key={outcome} isNumber>
                        {count ? format.number(count[outcome] ?? 0) : '–'}
                      </TableCell>
                    ))}
                    <TableCell isNumber>{count ? format.number(sum) : '–'}</TableCell>
                  </TableRow>
                );
              })
              .reverse()}
          </tbody>
        </Table>
      </Behind>
    </>
  );
}
