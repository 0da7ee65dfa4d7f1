import { getI18n } from '@/lib/i18n/server';
import type { UsageDay } from '@/lib/usage/types';
import { DayChart } from './day-chart';

/** Calls a UTC day, over all consumer keys, with the limit as a line. The numbers stand in the table behind it. */
export async function UsageChart({
  days,
  limit,
  label,
}: {
  days: readonly UsageDay[];
  /** One day's limit; null where there is none, or where the period is longer than a day. */
  limit: number | null;
  /** The picture in one sentence. */
  label: string;
}) {
  const words = (await getI18n()).t('usage');
  const values = days.map(({ used }) => used);
  return (
    <>
      <p className="sr-only">{label}</p>
      <DayChart
        label={words('chart')}
        days={days.map(({ date }) => date)}
        series={[{ id: 'used', name: words('calls'), colour: 1, values }]}
        limit={limit}
        partial={days.map((_, index) => index === days.length - 1)}
      />
    </>
  );
}
