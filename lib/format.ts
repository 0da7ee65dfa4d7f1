/** Numbers, durations and dates as a person of one language and time zone reads them. Pure: `now` is given. */
export type Format = ReturnType<typeof createFormat>;

export type FormatContext = {
  timeZone: string;
  /** What relative times are relative to. */
  now: Date;
};

export function createFormat(locale: string, { timeZone, now }: FormatContext) {
  return {
    locale,
    timeZone,
    now,
    /** `20,000` */
    number: (value: number) => numbers(locale, {}).format(value),
    /** `$1,147.50`, with up to `digits` after the point and at least two. */
    money: (usd: number, digits = 2) =>
      numbers(locale, {
        style: 'currency',
        currency: 'USD',
        minimumFractionDigits: 2,
        maximumFractionDigits: digits,
      }).format(usd),
    /** `31%`, from a share between 0 and 1. */
    percent: (share: number) =>
      numbers(locale, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(
        share,
      ),
    /** `214 ms` below ten seconds, `12.4 s` above; the space does not break. */
    milliseconds: (value: number) => formatMilliseconds(locale, value),
    /** `3 h 12 min`: the two largest units of a length in seconds; `0 s` for nothing. */
    duration: (seconds: number) => formatDuration(locale, seconds),
    /** `3 minutes ago`, `in 2 hours`; `now` within five seconds. */
    relative: (date: Date) => formatRelative(locale, date, now),
    /** `9 min`, `4 d`: how long ago, where a column has no room for words. */
    age: (date: Date) => formatAge(locale, date, now),
    /** `a, b, and c` */
    list: (items: readonly string[]) =>
      new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    /** `Sep 22, 2026, 18:03:09` in `zone`, else in the context's zone. */
    dateTime: (date: Date, zone = timeZone) => formatDateTime(locale, date, zone),
    /** `Sep 22, 2026` of a UTC day such as `2026-09-22`. */
    date: (day: string) =>
      dates(locale, {
        year: 'numeric',
        month: locale === 'ja' ? 'long' : 'short',
        day: 'numeric',
        ...(locale === 'ja' ? { weekday: 'short' as const } : {}),
        timeZone: 'UTC',
      }).format(new Date(day)),
    /** `Tue, Sep 22` */
    day: (date: Date, zone = timeZone) =>
      dates(locale, { month: 'short', day: 'numeric', weekday: 'short', timeZone: zone }).format(
        date,
      ),
    /** `09:00` */
    timeOfDay: (date: Date, zone = timeZone) =>
      dates(locale, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: zone,
      }).format(date),
    /** `GMT+9`, `UTC` */
    zoneName: (date: Date, zone = timeZone) => formatZone(locale, date, zone),
  };
}

function formatMilliseconds(locale: string, value: number): string {
  const [amount, unit] =
    value < 10_000 ? ([Math.round(value), 'ms'] as const) : ([value / 1000, 's'] as const);
  return `${numbers(locale, { maximumFractionDigits: 1 }).format(amount)}\u00a0${unit}`;
}

const durationUnits = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function formatDuration(locale: string, seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of durationUnits) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(unitText(locale, unit, count));
    else if (parts.length > 0) break;
    left -= count * size;
    if (parts.length === 2) break;
  }
  return parts.join('\u00a0') || unitText(locale, 'second', 0);
}

function unitText(locale: string, unit: string, value: number): string {
  const text = numbers(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  return text.replace(/\s/g, '\u00a0');
}

function formatRelative(locale: string, date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const words = relatives(locale);
  if (Math.abs(seconds) < 5) return words.format(0, 'second');
  for (const [unit, size] of durationUnits) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(0, 'second');
}

function formatAge(locale: string, date: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
  const [unit, size] = durationUnits.find(([, each]) => seconds >= each) ?? ['second', 1];
  return unitText(locale, unit, Math.floor(seconds / size));
}

function formatDateTime(locale: string, date: Date, timeZone: string): string {
  return dates(locale, {
    year: 'numeric',
    month: locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
    ...(locale === 'ja' ? { weekday: 'short' as const } : {}),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(date);
}

function formatZone(locale: string, date: Date, timeZone: string): string {
  const part = dates(locale, { timeZone, timeZoneName: 'short' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName');
  return part?.value ?? timeZone;
}

const cached = new Map<string, unknown>();

function once<T>(kind: string, locale: string, options: object, make: () => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  const found = cached.get(key) as T | undefined;
  if (found !== undefined) return found;
  const made = make();
  cached.set(key, made);
  return made;
}

const numbers = (locale: string, options: Intl.NumberFormatOptions) =>
  once('number', locale, options, () => new Intl.NumberFormat(locale, options));
const dates = (locale: string, options: Intl.DateTimeFormatOptions) =>
  once('date', locale, options, () => new Intl.DateTimeFormat(locale, options));
const relatives = (locale: string) =>
  once('relative', locale, {}, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
