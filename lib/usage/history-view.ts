import { z } from 'zod';
import { allOf, oneOf, type Query, type SearchParams } from '../query';
import { addDays, daysFrom, type UtcDay } from './calendar';

/** Lengths that a press chooses; any other range is two dates. */
export const rangeLengths = [7, 30, 90] as const;
/** What one page and one file hold. GetUsage answers for 90 days at a time. */
export const rangeDaysMax = 90;

/** One of `rangeLengths` up to today, or two dates of its own, both included. */
export type DayRange = { days: number } | { from: UtcDay; to: UtcDay };

/** What the URL says of a history; everything of it is in the URL. */
export type HistoryView = {
  range: DayRange;
  /** Keys by id; none chosen means all. */
  keys: string[];
  /** Draw each day beside the day one week earlier. */
  isCompared: boolean;
  /** The zone of the hours of a week: the viewer's own, or UTC. */
  zone: 'local' | 'utc';
};

const daySchema = z.iso.date().refine((day) => day >= '2006-01-01' && day < '2200-01-01');
const lengthSchema = z.coerce.number().pipe(z.literal(rangeLengths));
const keySchema = z.string().regex(/^[A-Za-z0-9]{1,128}$/);

/** Whatever a URL says, a view comes of it: what does not parse is as if it were not there. */
export function parseHistoryView(params: SearchParams): HistoryView {
  return {
    range: parseRange(params),
    keys: allOf(params, 'key').filter((key) => keySchema.safeParse(key).success),
    isCompared: oneOf(params, 'compare') === 'week',
    zone: oneOf(params, 'zone') === 'utc' ? 'utc' : 'local',
  };
}

/** Two dates in either order; longer ones end where they should and begin later. */
export function parseRange(params: SearchParams): DayRange {
  const dates = z
    .tuple([daySchema, daySchema])
    .safeParse([oneOf(params, 'from'), oneOf(params, 'to')]);
  if (dates.success) {
    const [from = '', to = ''] = dates.data.toSorted();
    const [, within = to] = [from, addDays(to, 1 - rangeDaysMax)].toSorted();
    return { from: within, to };
  }
  const days = lengthSchema.safeParse(oneOf(params, 'days'));
  return { days: days.success ? days.data : 30 };
}

/** The view as a query; what is the default is left out. */
export function historyQuery({ range, keys, isCompared, zone }: HistoryView): Query {
  return {
    ...rangeQuery(range),
    key: keys,
    compare: isCompared ? 'week' : null,
    zone: zone === 'utc' ? 'utc' : null,
  };
}

export function rangeQuery(range: DayRange): Query {
  return {
    days: 'days' in range && range.days !== 30 ? range.days : null,
    from: 'from' in range ? range.from : null,
    to: 'to' in range ? range.to : null,
  };
}

/** The UTC days of a view, oldest first: at least one, and none after today. */
export function daysOf({ range }: { range: DayRange }, today: UtcDay): UtcDay[] {
  if ('days' in range) return daysFrom(addDays(today, 1 - range.days), today);
  const [from = today] = [range.from, today].toSorted();
  const [to = today] = [range.to, today].toSorted();
  return daysFrom(from, to);
}

export function withKeyToggled(view: HistoryView, keyId: string): HistoryView {
  const keys = view.keys.includes(keyId)
    ? view.keys.filter((each) => each !== keyId)
    : [...view.keys, keyId];
  return { ...view, keys };
}
