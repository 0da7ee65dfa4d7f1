import type { ProxySummary } from '../proxies/types';
import { type UtcDay, utcDay } from './calendar';
import { type DayFacts, type HistoryKey, keyHistories } from './history';

/** One consumer key of a proxy, and how often it called in some days; null where one of them is not known. */
export type RecentCaller = {
  proxy: string;
  keyId: string;
  /** As the template calls it: A, B. */
  slot: string;
  /** The program that calls with it; empty where nobody is named. */
  consumer: string;
  calls: number | null;
};

/** The UTC days, today among them, that say who calls: what a change or a deletion is weighed by. */
export const recentDays = 7;

/** How often each consumer key called in these UTC days. A day before the proxy was made had no calls. */
export function callersOf(
  proxy: Pick<ProxySummary, 'name' | 'spec' | 'createdAt'>,
  keys: readonly HistoryKey[],
  facts: DayFacts | null,
  days: readonly UtcDay[],
): RecentCaller[] {
  const born = utcDay(proxy.createdAt);
  const consumers = keys.filter(({ role }) => role === 'consumer');
  const histories = facts ? keyHistories(facts, consumers, days, proxy.createdAt) : [];
  return consumers.map(({ keyId, label }) => {
    const history = histories.find((one) => one.keyId === keyId)?.days;
    const counts = history?.map(({ day, used }) => used ?? (day < born ? 0 : null)) ?? [null];
    const consumer = proxy.spec?.keys[label === 'A' ? 'a' : 'b']?.consumer ?? '';
    return { proxy: proxy.name, keyId, slot: label, consumer, calls: sum(counts) };
  });
}

/** Calls of all of them together; null while those of any are not known. */
export function callsOfAll(callers: readonly Pick<RecentCaller, 'calls'>[]): number | null {
  return sum(callers.map(({ calls }) => calls));
}

function sum(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (all, count) => (all === null || count === null ? null : all + count),
    0,
  );
}
