import { hourMs } from './calendar';
import { type Demand, forecastEmpty } from './forecast';
import { isCounted, type Outcome } from './outcomes';
import type { EmptyForecast, Outlook } from './types';

type HourCount = { hour: Date; keyId: string | null; outcome: Outcome; count: number };
type Request = { at: Date; keyId: string | null; outcome: Outcome };

/** What is known of a proxy's traffic, from `since` to before `asOf`. `requests` reach back an hour at least. */
export type Traffic = {
  hours: readonly HourCount[];
  requests: readonly Request[];
  since: Date;
  asOf: Date;
};

/** What is older says nothing of now. */
const oldMs = 30 * 60_000;

/**
 * How fast the consumer keys use their quota, and which of them is empty first. `keys` are those with a gauge of the
 * current period; without a quota `left` is null. Null where the newest traffic known is old.
 */
export function outlookOf(
  { hours, requests, since, asOf }: Traffic,
  keys: readonly { keyId: string; left: number | null }[],
  resetsAt: Date | null,
  now: Date,
): Outlook | null {
  if (now.getTime() - asOf.getTime() > oldMs) return null;
  const from = asOf.getTime() - hourMs;
  const isOurs = (keyId: string | null) => keys.some((key) => key.keyId === keyId);
  const recent = requests.filter(
    ({ at, keyId, outcome }) =>
      at.getTime() >= from && at < asOf && isOurs(keyId) && isCounted(outcome, keyId),
  );
  const forecasts = keys.flatMap(({ keyId, left }): EmptyForecast[] => {
    if (left === null || !resetsAt) return [];
    const moment = { left, now: asOf.getTime(), resetsAt: resetsAt.getTime() };
    const found = forecastEmpty(demandOf(hours, keyId, since, asOf), moment);
    if (!found) return [];
    const latest = found.latest === null ? null : new Date(found.latest);
    return [{ keyId, at: new Date(found.emptyAt), earliest: new Date(found.earliest), latest }];
  });
  const empty = forecasts.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
  return { asOf, perHour: recent.length, empty };
}

/** What a key asked of its quota by the hour, from the first whole hour that is known. */
export function demandOf(
  hours: readonly HourCount[],
  keyId: string,
  since: Date,
  asOf: Date,
): Demand {
  const from = Math.ceil(since.getTime() / hourMs) * hourMs;
  const length = Math.max(0, Math.floor((asOf.getTime() - from) / hourMs) + 1);
  const counts = new Array<number>(length).fill(0);
  for (const { hour, keyId: of, outcome, count } of hours) {
    const index = (hour.getTime() - from) / hourMs;
    const isAsked = outcome === 'quota' || isCounted(outcome, keyId);
    if (of !== keyId || !isAsked || index < 0 || index >= length) continue;
    counts[index] = (counts[index] ?? 0) + count;
  }
  return { from, counts };
}
