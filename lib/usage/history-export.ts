import type { CsvCell } from '../csv';
import type { UtcDay } from './calendar';
import { hourMs } from './calendar';
import type { KeyHistory } from './history';
import { isCounted } from './outcomes';
import type { HourCount } from './traffic';

/** What an export holds: use by UTC day and key from GetUsage, or requests by UTC hour and outcome from the access log. */
export const exportKinds = ['days', 'hours'] as const;
export type ExportKind = (typeof exportKinds)[number];
export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

type Whose = { proxy: string; team: string; environment: string };

export const dayColumns = [
  'date',
  'proxy',
  'team',
  'environment',
  'key_id',
  'key',
  'used',
  'left',
  'quota_limit',
  'is_complete',
  'as_of',
] as const;

export type DayLine = {
  date: UtcDay;
  proxy: string;
  team: string;
  environment: string;
  key_id: string;
  key: string;
  /** Null where it is not known, never 0. */
  used: number | null;
  left: number | null;
  /** The plan's limit as it was known that day. */
  quota_limit: number | null;
  /** False while AWS may still count calls of that day; null where nothing is known. */
  is_complete: boolean | null;
  /** When AWS was asked, in ISO 8601. */
  as_of: string | null;
};

/** One line for each key and day of the range, known or not. */
export function dayLines(whose: Whose, keys: readonly KeyHistory[]): DayLine[] {
  return keys.flatMap(({ keyId, label, days }) =>
    days.map(({ day, used, remaining, quotaLimit, asOf, isPartial }) => ({
      date: day,
      ...whoseOf(whose),
      key_id: keyId,
      key: label,
      used,
      left: remaining,
      quota_limit: quotaLimit,
      is_complete: asOf === null ? null : !isPartial,
      as_of: asOf?.toISOString() ?? null,
    })),
  );
}

export const hourColumns = [
  'hour',
  'proxy',
  'team',
  'environment',
  'key_id',
  'outcome',
  'requests',
  'counts_against_quota',
] as const;

export type HourLine = {
  hour: string;
  proxy: string;
  team: string;
  environment: string;
  /** Null where a request gave no key, or one that is not known. */
  key_id: string | null;
  /** Null for an hour in which there was no request. */
  outcome: string | null;
  requests: number;
  counts_against_quota: boolean | null;
};

/** One line for each hour, key and outcome with requests, and one of 0 for a known hour without any. */
export function hourLines(
  whose: Whose,
  { hours, known }: { hours: readonly HourCount[]; known: { from: Date; to: Date } },
): HourLine[] {
  const told = hours.map(({ hour, keyId, outcome, count }) => ({
    hour: hour.toISOString(),
    ...whoseOf(whose),
    key_id: keyId,
    outcome,
    requests: count,
    counts_against_quota: isCounted(outcome, keyId),
  }));
  const busy = new Set(told.map(({ hour }) => hour));
  const quiet: HourLine[] = [];
  for (let at = hourAfter(known.from); at < known.to.getTime(); at += hourMs) {
    const hour = new Date(at).toISOString();
    const line = { hour, ...whoseOf(whose), key_id: null, outcome: null };
    if (!busy.has(hour)) quiet.push({ ...line, requests: 0, counts_against_quota: null });
  }
  return [...told, ...quiet].sort((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : 0));
}

const hourAfter = (at: Date) => Math.ceil(at.getTime() / hourMs) * hourMs;

function whoseOf({ proxy, team, environment }: Whose): Whose {
  return { proxy, team, environment };
}

/** Lines as cells, in the order of the columns. */
export function cellsOf<C extends string>(
  columns: readonly C[],
  lines: readonly Record<C, string | number | boolean | null>[],
): CsvCell[][] {
  return lines.map((line) =>
    columns.map((column): CsvCell => {
      const value: string | number | boolean | null = line[column];
      return typeof value === 'boolean' ? String(value) : value;
    }),
  );
}
