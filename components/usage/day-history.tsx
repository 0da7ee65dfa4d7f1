import { Skeleton } from '@/components/ui/skeleton';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import type { KeyHistory } from '@/lib/usage/history';
import type { DayHistory } from '@/lib/usage/history-data';
import type { ChartColour, ChartSeries } from './column-chart-types';
import { DayChart } from './day-chart';
import { Behind } from './history-parts';
import { keyNames } from './key-names';

/** Use by UTC day and key: in a sentence, as a picture, and as the numbers behind it. */
export async function DayHistoryPanel({
  history,
  isCompared,
  isChosen,
  marks,
}: {
  history: DayHistory;
  isCompared: boolean;
  /** Keys were chosen: the probe's own is then among those counted, if it is one of them. */
  isChosen: boolean;
  marks: Record<string, string>;
}) {
  const { t } = await getI18n();
  const words = t('history');
  const nameOf = await keyNames();
  const counted = history.keys.filter(({ role }) => isChosen || role !== 'probe');
  return (
    <>
      <Summary history={history} />
      <DayChart
        label={words('days')}
        days={history.days}
        series={seriesOf(counted, nameOf, words('otherKeys'))}
        compared={isCompared ? { name: words('weekBefore'), values: history.before } : null}
        limit={history.limit}
        partial={history.days.map((_, at) => counted.some(({ days }) => days[at]?.isPartial))}
        marks={marks}
      />
      <DayTable history={history} isCompared={isCompared} nameOf={nameOf} />
    </>
  );
}

/** Four keys by colour; more of them together in the fifth, so that none is mistaken for another. */
function seriesOf(
  keys: readonly KeyHistory[],
  nameOf: (key: KeyHistory) => string,
  others: string,
): ChartSeries[] {
  const sumOf = ({ days }: KeyHistory) => days.reduce((sum, { used }) => sum + (used ?? 0), 0);
  const byUse = keys.toSorted((a, b) => sumOf(b) - sumOf(a));
  const own = new Set(keys.length <= 5 ? keys : byUse.slice(0, 4));
  const rest = keys.filter((key) => !own.has(key));
  const series = keys
    .filter((key) => own.has(key))
    .map((key, index) => ({
      id: key.keyId,
      name: nameOf(key),
      colour: (index + 1) as ChartColour,
      values: key.days.map(({ used }) => used),
    }));
  if (rest.length === 0) return series;
  const values = rest[0]?.days.map((_, at) =>
    rest.every(({ days }) => days[at]?.used === null)
      ? null
      : rest.reduce((sum, { days }) => sum + (days[at]?.used ?? 0), 0),
  );
  return [...series, { id: 'others', name: others, colour: 5, values: values ?? [] }];
}

async function Summary({ history }: { history: DayHistory }) {
  const { t, format } = await getI18n();
  const words = t('history');
  const { days, total, change, limit } = history;
  const known = total.filter((value) => value !== null);
  const sum = known.reduce((all, value) => all + value, 0);
  const most = Math.max(0, ...known);
  const spent = limit === null ? 0 : known.filter((value) => value >= limit).length;
  const unknown = total.length - known.length;
  return (
    <div className="text-sm">
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium">
          {words(sum > 0 ? 'sum' : 'sumNone', { count: sum, days: known.length })}
        </span>
        {most > 0 && (
          <span className="text-ink-muted">
            {words('busiest', { date: days[total.indexOf(most)] ?? '–', count: most })}
          </span>
        )}
        {spent > 0 && (
          <span className="font-medium text-danger">{words('spent', { count: spent })}</span>
        )}
      </p>
      <p className="text-ink-muted">
        {change === null
          ? words('changeUnknown')
          : change.share === null
            ? words('changeNone', { days: change.days, now: change.now })
            : words('change', {
                days: change.days,
                now: change.now,
                before: change.before,
                share: signed(format.locale, change.share),
              })}
      </p>
      {unknown > 0 && <p className="text-ink-muted">{words('unknownDays', { count: unknown })}</p>}
    </div>
  );
}

/** `+12%`, `−3%`. */
export function signed(locale: string, share: number): string {
  const percent = {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  } as const;
  return new Intl.NumberFormat(locale, percent).format(share).replace('-', '−');
}

async function DayTable({
  history,
  isCompared,
  nameOf,
}: {
  history: DayHistory;
  isCompared: boolean;
  nameOf: (key: KeyHistory) => string;
}) {
  const { t, format } = await getI18n();
  const words = t('history');
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : format.number(value);
  const left = (at: number) => {
    const told = history.keys.flatMap(({ role, days }) =>
      role === 'consumer' ? (days[at]?.remaining ?? []) : [],
    );
    return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
  };
  return (
    <Behind label={words('days')}>
      <Table label={words('days')}>
        <TableHead>
          <TableHeader>{words('date')}</TableHeader>
          {history.keys.map((key) => (
            <TableHeader key={key.keyId} isNumber>
              {nameOf(key)}
            </TableHeader>
          ))}
          <TableHeader isNumber>{words('total')}</TableHeader>
          {isCompared && <TableHeader isNumber>{words('weekBefore')}</TableHeader>}
          <TableHeader isNumber>{words('left')}</TableHeader>
        </TableHead>
        <tbody>
          {history.days
            .map((day, at) => (
              <TableRow key={day}>
                <TableCell className="whitespace-nowrap">{day}</TableCell>
                {history.keys.map((key) => (
                  <TableCell key={key.keyId} isNumber>
                    {cell(key.days[at]?.used)}
                  </TableCell>
                ))}
                <TableCell isNumber>{cell(history.total[at])}</TableCell>
                {isCompared && <TableCell isNumber>{cell(history.before[at])}</TableCell>}
                <TableCell isNumber>{cell(left(at))}</TableCell>
              </TableRow>
            ))
            .reverse()}
        </tbody>
      </Table>
    </Behind>
  );
}

export function DayHistorySkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="w-72 max-w-full" />
      <Skeleton className="w-96 max-w-full" />
      <Skeleton className="h-52 w-full" />
    </div>
  );
}
