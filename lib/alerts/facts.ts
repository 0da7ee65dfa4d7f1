import 'server-only';
import { and, eq, gte, inArray, like, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ProxySpec } from '@/templates/proxy/spec';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { snapshots, usageDays, usageHours } from '../db/schema';
import { loadOutages } from '../probes/store';
import { readStandingFleet, type Standing } from '../proxies/fleet';
import { quotaPeriod, utcDay } from '../usage/calendar';
import { planKeys } from '../usage/data';
import { isMetered } from '../usage/metered';
import { recallOutlook } from '../usage/outlooks';
import { gaugeOf } from '../usage/report';
import { hourOf } from '../usage/traffic';
import type { UsageDay } from '../usage/types';
import type { KeyFacts, ProxyFacts } from './types';

type Throttles = { since: Date; refused: number; requests: number };
type Collected = {
  days: Map<string, UsageDay[]>;
  throttles: Map<string, Throttles>;
  createdAt: Map<string, Date>;
  outages: Awaited<ReturnType<typeof loadOutages>>;
};

/**
 * What the collector and the probes know of every proxy that stands, in five reads of the database however many there
 * are; nobody asks AWS for it. What is not known is null, and raises nothing.
 */
export async function readAlertFacts(now: Date): Promise<ProxyFacts[]> {
  const fleet = await readStandingFleet({ isRecalled: true });
  const proxies = fleet.value?.proxies.filter(({ facts }) => isMetered(facts)) ?? [];
  if (proxies.length === 0) return [];
  const targetId = mainTarget().id;
  const [days, throttles, createdAt, outages] = await Promise.all([
    loadDays(targetId, proxies, now),
    loadThrottles(targetId, proxies, now),
    loadKeyAges(targetId),
    loadOutages(targetId),
  ]);
  const collected = { days, throttles, createdAt, outages };
  return proxies.map((proxy) => factsOf(proxy, collected, now));
}

function factsOf(
  { facts, spec }: Standing<ProxySpec>,
  { days, throttles, createdAt, outages }: Collected,
  now: Date,
): ProxyFacts {
  const quota = spec?.limits.quota ?? null;
  const firstDay = quota ? quotaPeriod(quota.period, now).firstDay : '';
  const gauges = consumerKeys(facts.outputs).map((key) => {
    const known = days.get(key.keyId);
    const isKnown = quota !== null && known?.some(({ date }) => date === utcDay(now));
    return { ...key, gauge: isKnown ? gaugeOf(known ?? [], quota, now) : null };
  });
  const empty = recallOutlook({ facts, keys: gauges })?.empty ?? null;
  const keys = gauges.map(({ keyId, label, gauge }): KeyFacts => {
    const isFirst = empty?.keyId === keyId;
    return {
      keyId,
      label,
      createdAt: createdAt.get(keyId) ?? null,
      quota: gauge && { ...gauge, firstDay },
      forecast: isFirst ? { emptyAt: empty.at, ...empty } : null,
    };
  });
  return {
    proxy: facts.name,
    team: facts.team,
    keys,
    outage: outages.get(facts.name) ?? null,
    throttled: throttles.get(facts.outputs.RestApiId ?? '') ?? null,
  };
}

const consumerKeys = (outputs: Record<string, string>) =>
  planKeys(outputs).filter(({ role }) => role === 'consumer');

/** The days of each key in the period that holds `now`, oldest first. */
async function loadDays(
  targetId: string,
  proxies: readonly Standing<ProxySpec>[],
  now: Date,
): Promise<Map<string, UsageDay[]>> {
  const days = new Map<string, UsageDay[]>();
  for (const period of ['DAY', 'WEEK', 'MONTH'] as const) {
    const plans = proxies.flatMap(({ facts, spec }) =>
      spec?.limits.quota?.period === period ? (facts.outputs.UsagePlanId ?? []) : [],
    );
    if (plans.length === 0) continue;
    const rows = await (await db())
      .select()
      .from(usageDays)
      .where(
        and(
          eq(usageDays.targetId, targetId),
          inArray(usageDays.usagePlanId, plans),
          gte(usageDays.day, quotaPeriod(period, now).firstDay),
        ),
      )
      .orderBy(usageDays.day);
    for (const { keyId, day: date, used, remaining } of rows)
      days.set(keyId, [...(days.get(keyId) ?? []), { date, used, remaining }]);
  }
  return days;
}

/** By API, of the hour that goes on and the one before; the probe's own calls are not anybody's. */
async function loadThrottles(
  targetId: string,
  proxies: readonly Standing<ProxySpec>[],
  now: Date,
): Promise<Map<string, Throttles>> {
  const since = hourOf(new Date(now.getTime() - 3_600_000));
  const probeKeys = new Set(proxies.map(({ facts }) => facts.outputs.ProbeKeyId));
  const rows = await (await db())
    .select()
    .from(usageHours)
    .where(and(eq(usageHours.targetId, targetId), gte(usageHours.hour, since)));
  const throttles = new Map<string, Throttles>();
  for (const { apiId, keyId, outcome, count } of rows) {
    if (probeKeys.has(keyId)) continue;
    const sum = throttles.get(apiId) ?? { since, refused: 0, requests: 0 };
    sum.requests += count;
    if (outcome === 'throttle' || outcome === 'account_throttle') sum.refused += count;
    throttles.set(apiId, sum);
  }
  return throttles;
}

/** When each key was made, from what is compared with the templates all the time. */
async function loadKeyAges(targetId: string): Promise<Map<string, Date>> {
  const rows = await (await db())
    .select({ keys: sql`${snapshots.value}->'row'->'keys'` })
    .from(snapshots)
    .where(and(eq(snapshots.targetId, targetId), like(snapshots.key, 'actual/%')));
  const ages = rows.flatMap(({ keys }) => {
    const parsed = keptKeysSchema.safeParse(keys);
    return parsed.success ? Object.entries(parsed.data) : [];
  });
  return new Map(
    ages.flatMap(([keyId, key]) =>
      key?.createdAt ? [[keyId, new Date(key.createdAt.$date)]] : [],
    ),
  );
}

/** As lib/aws/snapshots.ts keeps it; a network's has no keys, and one kept by an older Sluice no dates. */
const keptKeysSchema = z.record(
  z.string(),
  z.object({ createdAt: z.object({ $date: z.iso.datetime() }).nullish() }).nullable(),
);
