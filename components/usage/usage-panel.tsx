import { Skeleton } from '@/components/ui/skeleton';
import { Summary } from '@/components/ui/summary';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import type { KeyUsage, UsageDay, UsageReport } from '@/lib/usage/types';
import { UsageChart } from './usage-chart';

/** Today and thirty days: what was used of what, as a picture and as the numbers behind it. */
export async function UsagePanel({ report }: { report: UsageReport }) {
  const { t, format } = await getI18n();
  const words = t('usage');
  const { days, gauge } = report;
  const sum = days.reduce((total, { used }) => total + used, 0);
  const busiest = days.reduce<UsageDay | null>(
    (most, day) => (day.used > (most?.used ?? 0) ? day : most),
    null,
  );
  const consumers = report.keys.filter(({ role }) => role === 'consumer');
  const dayLimit = gauge?.period === 'DAY' ? gauge.limit * Math.max(1, consumers.length) : null;
  const today = days.at(-1);
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap gap-x-4 text-sm">
        <span className="font-medium">
          {gauge
            ? words('todayText', { used: gauge.used, limit: gauge.limit, left: gauge.left })
            : words('todayNoQuota', { used: today?.used ?? 0 })}
        </span>
        <span className="text-ink-muted">
          {sum > 0 ? words('sum', { count: sum }) : `${words('none')}. ${words('noneText')}`}
        </span>
        {busiest && (
          <span className="text-ink-muted">
            {words('busiest', { date: busiest.date, count: busiest.used })}
          </span>
        )}
      </p>
      {days.length > 0 && (
        <UsageChart
          days={days}
          limit={dayLimit}
          label={words('chartText', {
            sum,
            date: busiest?.date ?? '–',
            max: busiest?.used ?? 0,
            limit: dayLimit === null ? words('noLimit') : format.number(dayLimit),
          })}
        />
      )}
      <UsageTable days={days} keys={report.keys} />
      <p className="text-ink-muted text-xs">
        {words('throttleText', { rate: report.rate, burst: report.burst })} {words('source')}{' '}
        {words('probeNote')}
      </p>
    </div>
  );
}

async function UsageTable({
  days,
  keys,
}: {
  days: readonly UsageDay[];
  keys: readonly KeyUsage[];
}) {
  const { t, format } = await getI18n();
  const words = t('usage');
  const name = (key: KeyUsage) =>
    key.role === 'probe' ? words('probeKey') : words('keyNamed', { label: key.label });
  const cell = (key: KeyUsage, date: string) => {
    const day = key.days.find((each) => each.date === date);
    return day ? format.number(day.used) : '–';
  };
  const left = (date: string) => {
    const known = keys
      .filter(({ role }) => role === 'consumer')
      .map((key) => key.days.find((each) => each.date === date)?.remaining ?? null);
    const told = known.filter((value) => value !== null);
    return told.length > 0 ? format.number(told.reduce((sum, value) => sum + value, 0)) : '–';
  };
  return (
    <details>
      <Summary>{words('table')}</Summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={words('chart')}
        className="mt-2 max-h-80 overflow-auto rounded-lg border border-line"
      >
        <Table label={words('chart')}>
          <TableHead>
            <TableHeader>{words('date')}</TableHeader>
            {keys.map((key) => (
              <TableHeader key={key.keyId} isNumber>
                {name(key)}
              </TableHeader>
            ))}
            <TableHeader isNumber>{words('remaining')}</TableHeader>
          </TableHead>
          <tbody>
            {days.toReversed().map(({ date }) => (
              <TableRow key={date}>
                <TableCell>{date}</TableCell>
                {keys.map((key) => (
                  <TableCell key={key.keyId} isNumber>
                    {cell(key, date)}
                  </TableCell>
                ))}
                <TableCell isNumber>{left(date)}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </section>
    </details>
  );
}

export function UsagePanelSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="w-72 max-w-full" />
      <Skeleton className="h-42 w-full" />
      <Skeleton className="w-40" />
    </div>
  );
}
