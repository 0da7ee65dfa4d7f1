import { addDays, midnight, type UtcDay, utcDay } from './calendar';
import type { Reconciled } from './reconcile';
import type { DayUsage } from './traffic';
import type { KeyUsage } from './types';

/** How one key stood on one UTC day. `used` null: not known, which is never nought. */
export type HistoryDay = {
  day: UtcDay;
  used: number | null;
  remaining: number | null;
  /** The plan's limit as it was known that day. */
  quotaLimit: number | null;
  /** When AWS was asked; null where nothing is known. */
  asOf: Date | null;
  /** Asked before the day's calls can all have been counted: more may come. */
  isPartial: boolean;
};

/** A key that the plan has, or had: of a `former` key nothing but its use is known. */
export type HistoryKey = { keyId: string; label: string; role: KeyUsage['role'] | 'former' };

/** What GetUsage said of a key's day, and when. */
export type DayRow = DayUsage;

export type KeyHistory = HistoryKey & { days: HistoryDay[] };

/** What is known of a plan, and of which days: from `since` to `asOf` a key without a row had no calls. */
export type DayFacts = {
  rows: readonly DayRow[];
  since: UtcDay | null;
  asOf: Date;
};

/** The day that is under way by the same figures as the gauge, which knows more than GetUsage's last answer. */
export function withToday(
  facts: DayFacts,
  figures: ReadonlyMap<string, Reconciled>,
  quota: { limit: number } | null,
  today: UtcDay,
): DayFacts {
  const rows = [...figures].map(([keyId, { usedToday, left, asOf }]): DayRow => {
    const told = facts.rows.find((row) => row.keyId === keyId && row.day === today);
    const quotaLimit = told?.quotaLimit ?? quota?.limit ?? null;
    return { keyId, day: today, used: usedToday, remaining: quota && left, quotaLimit, asOf };
  });
  const rest = facts.rows.filter(({ keyId, day }) => day !== today || !figures.has(keyId));
  return { ...facts, rows: [...rest, ...rows] };
}

/** GetUsage may lag so long behind the calls (aws-facts B2). */
const lagMs = 40 * 60_000;

/**
 * The days of each key. A day without a row is nought only where GetUsage was asked for it and the plan was there:
 * neither before it was made, nor after the last look. On the day of the last look itself every key of the plan has
 * its row, unless AWS left it out.
 */
export function keyHistories(
  facts: DayFacts,
  keys: readonly HistoryKey[],
  days: readonly UtcDay[],
  bornAt: Date,
): KeyHistory[] {
  const rows = new Map(facts.rows.map((row) => [`${row.keyId} ${row.day}`, row]));
  const known = new Set(keys.map(({ keyId }) => keyId));
  const former = [...new Set(facts.rows.map(({ keyId }) => keyId))]
    .filter((keyId) => !known.has(keyId))
    .map((keyId): HistoryKey => ({ keyId, label: keyId, role: 'former' }));
  const first = firstDay(facts, bornAt);
  const { asOf } = facts;
  const last = utcDay(asOf);
  return [...keys, ...former].map((key) => ({
    ...key,
    days: days.map((day): HistoryDay => {
      const row = rows.get(`${key.keyId} ${day}`);
      if (row) return { ...row, isPartial: isPartial(day, row.asOf) };
      const isTold = first !== null && day >= first && day <= last;
      if (!isTold || (day === last && key.role !== 'former')) return unknown(day);
      return { ...unknown(day), used: 0, asOf, isPartial: isPartial(day, asOf) };
    }),
  }));
}

/** From when on no row means no call: asked for, and the plan made, or already called. */
function firstDay({ rows, since }: DayFacts, bornAt: Date): UtcDay | null {
  if (since === null) return null;
  const [born = since] = [utcDay(bornAt), ...rows.map(({ day }) => day)].sort();
  return [since, born].sort()[1] ?? since;
}

function isPartial(day: UtcDay, asOf: Date): boolean {
  return asOf.getTime() < midnight(addDays(day, 1)).getTime() + lagMs;
}

function unknown(day: UtcDay): HistoryDay {
  return { day, used: null, remaining: null, quotaLimit: null, asOf: null, isPartial: false };
}

/** Known calls of each day over some keys; null where one of them is not known. */
export function totals(
  keys: readonly Pick<KeyHistory, 'days'>[],
  count: number,
): (number | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const used = keys.map(({ days }) => days[index]?.used ?? null);
    if (used.length === 0 || used.includes(null)) return null;
    return used.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  });
}

/** Days before the range that a comparison needs. */
export const weekDays = 7;

/**
 * How the range went against the same days of the week before, over whole days that are known on both sides; null
 * where there is none, and no share against nothing.
 */
export function weekChange(
  now: readonly (number | null)[],
  before: readonly (number | null)[],
  isWhole: (index: number) => boolean,
): { now: number; before: number; days: number; share: number | null } | null {
  const pairs = now.flatMap((value, index): [number, number][] => {
    const earlier = before[index] ?? null;
    return value === null || earlier === null || !isWhole(index) ? [] : [[value, earlier]];
  });
  if (pairs.length === 0) return null;
  const [sum, sumBefore] = [0, 1].map((side) =>
    pairs.reduce((total, pair) => total + (pair[side] ?? 0), 0),
  ) as [number, number];
  return {
    now: sum,
    before: sumBefore,
    days: pairs.length,
    share: sumBefore === 0 ? null : (sum - sumBefore) / sumBefore,
  };
}
