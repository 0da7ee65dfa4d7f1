import { Summary } from '@/components/ui/summary';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import { hourMs, midnight } from '@/lib/usage/calendar';
import type { Replay, ReplayedHour } from '@/lib/usage/replay';

const tones = { passed: 'bg-accent', throttle: 'bg-warn', quota: 'bg-danger' } as const;
type Part = keyof typeof tones;

/** The day's 24 UTC hours as columns: what passes, what each limit refuses. The numbers stand in the table behind it. */
export async function ReplayHours({ day, replay }: { day: string; replay: Replay }) {
  const { t } = await getI18n();
  const words = t('replay');
  const hours = hoursOf(day, replay);
  const most = Math.max(1, ...hours.map(({ attempts }) => attempts));
  const labels = {
    passed: words('passed'),
    throttle: words('byThrottle'),
    quota: words('byQuota'),
  };
  const worst = hours.reduce((a, b) => (refusedOf(b) > refusedOf(a) ? b : a));
  const { attempts, refused } = replay;
  const label =
    refusedOf(worst) === 0
      ? words('chartNone', { attempts })
      : words('chart', { attempts, ...refused, hour: `${clockOf(worst)} UTC` });
  return (
    <>
      <ul className="mb-3 flex flex-wrap gap-x-4 text-ink-muted text-xs">
        {(['passed', 'throttle', 'quota'] as const).map((part) => (
          <li key={part} className="flex items-center gap-1.5">
            <span aria-hidden className={cn('size-2 rounded-xs', tones[part])} />
            {labels[part]}
          </li>
        ))}
      </ul>
      <div role="img" aria-label={label} className="flex h-36 items-end gap-px md:gap-1">
        {hours.map((hour) => (
          <Column key={hour.hour} hour={hour} most={most} />
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-ink-muted text-xs">
        {['00:00', '06:00', '12:00', '18:00', '24:00 UTC'].map((clock) => (
          <span key={clock}>{clock}</span>
        ))}
      </div>
      <HourTable hours={hours.filter(({ attempts }) => attempts > 0)} labels={labels} />
    </>
  );
}

function Column({ hour, most }: { hour: ReplayedHour; most: number }) {
  const parts: [Part, number][] = [
    ['quota', hour.refused.quota],
    ['throttle', hour.refused.throttle],
    ['passed', hour.attempts - refusedOf(hour)],
  ];
  return (
    <span className="flex h-full min-w-0 flex-1 flex-col justify-end gap-px border-line border-b">
      {parts.map(
        ([part, count]) =>
          count > 0 && (
            <span
              key={part}
              className={cn('min-h-px first:rounded-t-xs', tones[part])}
              style={{ height: `${((count / most) * 100).toFixed(2)}%` }}
            />
          ),
      )}
    </span>
  );
}

async function HourTable({
  hours,
  labels,
}: {
  hours: readonly ReplayedHour[];
  labels: Record<Part, string>;
}) {
  const { t, format } = await getI18n();
  const words = t('replay');
  return (
    <details className="mt-3">
      <Summary>{words('table')}</Summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={words('when')}
        className="mt-2 max-h-80 overflow-auto rounded-lg border border-line"
      >
        <Table label={words('when')}>
          <TableHead>
            <TableHeader>{words('hour')}</TableHeader>
            {[words('attempts'), labels.passed, labels.throttle, labels.quota].map((name) => (
              <TableHeader key={name} isNumber>
                {name}
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {hours.map((hour) => (
              <TableRow key={hour.hour}>
                <TableCell>{clockOf(hour)}</TableCell>
                {[
                  hour.attempts,
                  hour.attempts - refusedOf(hour),
                  hour.refused.throttle,
                  hour.refused.quota,
                ].map((count, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                  <TableCell key={index} isNumber>
                    {format.number(count)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </section>
    </details>
  );
}

/** All of the day's hours; those without a request are empty. */
function hoursOf(day: string, { hours }: Replay): ReplayedHour[] {
  const began = midnight(day).getTime();
  const none = { throttle: 0, quota: 0 };
  return Array.from({ length: 24 }, (_, index) => {
    const hour = began + index * hourMs;
    const found = hours.find((each) => each.hour === hour);
    return found ?? { hour, attempts: 0, refused: none, recorded: none };
  });
}

function refusedOf({ refused }: ReplayedHour): number {
  return refused.throttle + refused.quota;
}

function clockOf({ hour }: ReplayedHour): string {
  return new Date(hour).toISOString().slice(11, 16);
}
