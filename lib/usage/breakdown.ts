import 'server-only';
import { mainTarget } from '../aws/targets';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import { accountRate, type Binding, bindingOf, type Counts, peakPerSecond } from './binding';
import { addDays, hourMs, midnight, utcDay } from './calendar';
import { getUsage, planKeys } from './data';
import { type Difference, differenceOf } from './difference';
import { countOutcomes } from './outcome-groups';
import { type PlanKey, takenOf } from './report';
import { probeMarksOf, tellProbes } from './tell-probes';
import {
  type HourCount,
  readBusiestSlot,
  readDays,
  readHours,
  readMetrics,
  readRequests,
} from './traffic';

/** How the requests of one key ended. `key` null: those that named none, or none that API Gateway knew. */
export type KeyOutcomes = {
  key: PlanKey | null;
  keyId: string | null;
  counts: Counts;
  /** The first and the last hour in which it was refused as a key; null where it was not. */
  refused: { first: Date; last: Date } | null;
};

export type Breakdown = {
  /** The log was read from here on only, which is later than the window's start; null where it tells of all of it. */
  since: Date | null;
  keys: KeyOutcomes[];
  /** Without what probes called. */
  total: Counts;
};

export type TrafficReport = {
  day: Known<Breakdown>;
  week: Known<Breakdown>;
  /** Of the last 24 hours; null where the log is not known. */
  binding: Binding | null;
  /** Today, UTC, with the age of each of its parts; null where one of them is not known. */
  difference: (Difference & { ages: { metrics: Date; log: Date; usage: Date } }) | null;
  account: { perSecond: number; limit: number } | null;
  keepsLog: boolean;
};

/** How a proxy's requests ended, which limit holds them, and why AWS's figures of them differ. From what was collected. */
export async function getTraffic(proxy: ProxyDetail): Promise<TrafficReport> {
  const { RestApiId: apiId = '', UsagePlanId = '' } = proxy.outputs;
  const now = new Date();
  const today = utcDay(now);
  const [hours, requests, days, metrics, busiest, usage] = await Promise.all([
    readHours(apiId, addDays(today, -7), today),
    readRequests(apiId, new Date(now.getTime() - 24 * hourMs), now),
    readDays(UsagePlanId, today, today),
    readMetrics(apiId, midnight(today), now),
    readBusiestSlot(new Date(now.getTime() - 24 * hourMs)),
    getUsage(proxy),
  ]);
  const day = breakdownOf(hours, proxy, new Date(now.getTime() - 24 * hourMs));
  const limit = accountRate(mainTarget().region);
  const account = busiest === null ? null : { perSecond: busiest / 300, limit };
  const gauge = usage.value?.gauge ?? null;
  return {
    day,
    week: breakdownOf(hours, proxy, new Date(now.getTime() - 7 * 24 * hourMs)),
    binding:
      day.value && proxy.limits
        ? bindingOf({
            counts: day.value.total,
            quota: gauge && takenOf(gauge),
            peakPerSecond:
              requests.value && busiestSecond(requests.value, proxy.outputs.ProbeKeyId),
            rate: proxy.limits.rate,
            account,
          })
        : null,
    difference: differenceToday(hours, days, metrics, today),
    account,
    keepsLog: proxy.spec?.accessLog !== null,
  };
}

function breakdownOf(
  known: Known<HourCount[]> & { since?: Date | null },
  proxy: Pick<ProxyDetail, 'outputs' | 'spec'>,
  from: Date,
): Known<Breakdown> {
  if (known.asOf === null) return known;
  const inWindow = known.value.filter(({ hour }) => hour.getTime() >= hourStart(from));
  const { consumers, probes } = tellProbes(inWindow, probeMarksOf(proxy));
  const keys = planKeys(proxy.outputs);
  const keyIds = new Set([...keys, ...consumers].map(({ keyId }) => keyId));
  const rows = [...keyIds].map((keyId): KeyOutcomes => {
    const key = keys.find((one) => one.keyId === keyId) ?? null;
    const ofKey = key?.role === 'probe' ? probes : consumers.filter((row) => row.keyId === keyId);
    return { key, keyId, counts: countOutcomes(ofKey), refused: refusedIn(ofKey) };
  });
  const since = known.since && known.since > from ? known.since : null;
  return { ...known, value: { since, keys: rows, total: countOutcomes(consumers) } };
}

function refusedIn(hours: readonly HourCount[]): KeyOutcomes['refused'] {
  // Oldest first, as they are read.
  const refused = hours.filter(({ outcome }) => outcome === 'key_refused');
  const [first, last] = [refused[0], refused.at(-1)];
  return first && last ? { first: first.hour, last: last.hour } : null;
}

function differenceToday(
  hours: Known<HourCount[]>,
  days: Awaited<ReturnType<typeof readDays>>,
  metrics: Awaited<ReturnType<typeof readMetrics>>,
  today: string,
): TrafficReport['difference'] {
  if (!hours.asOf || !days.asOf || !metrics.asOf) return null;
  const ofToday = hours.value.filter(({ hour }) => utcDay(hour) === today);
  const keyless = countOutcomes(ofToday.filter(({ keyId }) => keyId === null));
  const difference = differenceOf({
    counted: metrics.value.reduce((sum, { requests }) => sum + requests, 0),
    outcomes: countOutcomes(ofToday),
    uncounted: { gateway: keyless.gateway ?? 0, bad_request: keyless.bad_request ?? 0 },
    used: days.value.reduce((sum, { used }) => sum + used, 0),
  });
  return { ...difference, ages: { metrics: metrics.asOf, log: hours.asOf, usage: days.asOf } };
}

/** Of the consumer key that came closest to its rate. */
function busiestSecond(
  requests: readonly { at: Date; keyId: string | null }[],
  probeKeyId: string | undefined,
): number {
  const byKey = new Map<string, number[]>();
  for (const { at, keyId } of requests) {
    if (keyId === null || keyId === probeKeyId) continue;
    const times = byKey.get(keyId) ?? [];
    times.push(at.getTime());
    byKey.set(keyId, times);
  }
  return Math.max(0, ...[...byKey.values()].map(peakPerSecond));
}

function hourStart(at: Date): number {
  return Math.floor(at.getTime() / hourMs) * hourMs;
}
