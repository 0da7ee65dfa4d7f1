import { Summary } from '@/components/ui/summary';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { getI18n } from '@/lib/i18n/server';
import { hourMs, midnight } from '@/lib/usage/calendar';
import type { Replay, ReplayedHour } from '@/lib/usage/replay';
import type { ChartColour } from './column-chart-types';
import { HourChart } from './hour-chart';

const parts = ['passed', 'throttle', 'quota'] as const;
type Part = (typeof parts)[number];

/** Red means refused by the quota, as in the history; ochre by the throttle. */
const colours: Record<Part, ChartColour> = { passed: 1, throttle: 2, quota: 4 };

/** The day's 24 UTC hours as columns: what passes, what each limit refuses. The numbers stand in the table behind it. */
export async function ReplayHours({ day, replay }: { day: string; replay: Replay }) {
  const { t } = await getI18n();
  const words = t('replay');
  const hours = hoursOf(day, replay);
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
      <p className="sr-only">{label}</p>
      <HourChart
        label={words('when')}
        series={parts.map((part) => ({
          id: part,
          name: labels[part],
          colour: colours[part],
          values: hours.map((hour) => amountOf(hour, part)),
        }))}
        initial={hours.indexOf(worst)}
      />
      <HourTable hours={hours.filter(({ attempts }) => attempts > 0)} labels={labels} />
    </>
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
            {[words('attempts'), ...parts.map((part) => labels[part])].map((name) => (
              <TableHeader key={name} isNumber>
                {name}
              </TableHeader>
            ))}
          </TableHead>
          <tbody>
            {hours.map((hour) => (
              <TableRow key={hour.hour}>
                <TableCell>{clockOf(hour)}</TableCell>
                {[hour.attempts, ...parts.map((part) => amountOf(hour, part))].map(
                  (count, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                    <TableCell key={index} isNumber>
                      {format.number(count)}
                    </TableCell>
                  ),
                )}
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

function amountOf(hour: ReplayedHour, part: Part): number {
  return part === 'passed' ? hour.attempts - refusedOf(hour) : hour.refused[part];
}

function refusedOf({ refused }: ReplayedHour): number {
  return refused.throttle + refused.quota;
}

function clockOf({ hour }: ReplayedHour): string {
  return new Date(hour).toISOString().slice(11, 16);
}
