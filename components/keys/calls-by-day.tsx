import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import type { KeyUse } from '@/lib/keys/last-use';

const daysShown = 14;
const size = { width: 280, height: 48, gap: 3 };

/** The last two weeks of one key: columns, and the numbers behind them. A day without a call keeps its place. */
export async function CallsByDay({ slot, use }: { slot: string; use: KeyUse }) {
  const { t, format } = await getI18n();
  const words = t('keys');
  const days = use.days.slice(-daysShown);
  if (days.length === 0) return null;
  const most = Math.max(1, ...days.map(({ used }) => used));
  const sum = days.reduce((total, { used }) => total + used, 0);
  const step = size.width / days.length;
  const day = (date: string) => format.day(new Date(`${date}T12:00:00Z`), 'UTC');
  const date = use.lastDay ? day(use.lastDay) : '–';
  return (
    <div className="max-w-md">
      <svg
        role="img"
        aria-label={words('rotation.chart', { slot, sum, days: days.length, date })}
        viewBox={`0 0 ${size.width} ${size.height + 1}`}
        className="block h-12 w-full max-w-72"
        preserveAspectRatio="none"
      >
        <line x1="0" x2={size.width} y1={size.height} y2={size.height} className="stroke-line" />
        {days.map(({ date: at, used }, index) => {
          const height = used === 0 ? 0 : Math.max(2, (used / most) * size.height);
          return (
            <rect
              key={at}
              x={index * step + size.gap / 2}
              y={size.height - height}
              width={step - size.gap}
              height={height}
              className="fill-accent"
            />
          );
        })}
      </svg>
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
