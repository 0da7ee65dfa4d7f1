import { AwsFault } from '../context';
import type { Datum, Series } from './store';

/** What a series saw in each period of a range, by the start of the period, oldest first. */
export function byPeriod(
  series: Series,
  range: { start: number; end: number },
  periodMs: number,
): [start: number, datum: Datum][] {
  const periods = new Map<number, Datum>();
  const first = Math.floor(range.start / periodMs) * periodMs;
  for (const [minute, datum] of Object.entries(series.minutes)) {
    const at = Number(minute);
    if (at < first || at >= range.end) continue;
    const start = Math.floor(at / periodMs) * periodMs;
    const known = periods.get(start);
    periods.set(start, known ? add(known, datum) : datum);
  }
  return [...periods].sort(([a], [b]) => a - b);
}

/** `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99.9`. */
export function statistic(datum: Datum, name: string): number {
  if (name === 'Sum') return datum.sum;
  if (name === 'SampleCount') return datum.count;
  if (name === 'Average') return datum.sum / datum.count;
  if (name === 'Minimum') return datum.min;
  if (name === 'Maximum') return datum.max;
  const percent = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
  if (percent === undefined) {
    throw new AwsFault('InvalidParameterValue', `Invalid statistic: ${name}`);
  }
  return percentile(datum, Number(percent));
}

function add(a: Datum, b: Datum): Datum {
  const values = { ...a.values };
  for (const [value, count] of Object.entries(b.values))
    values[value] = (values[value] ?? 0) + count;
  return {
    sum: a.sum + b.sum,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    values,
  };
}

/** The value below which that share of the observations lies, nearest rank. */
function percentile(datum: Datum, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * datum.count));
  const sorted = Object.entries(datum.values)
    .map(([value, count]): [number, number] => [Number(value), count])
    .sort(([a], [b]) => a - b);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= rank) return value;
  }
  return datum.max;
}
