import 'server-only';
import { and, eq, gte, like, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ProxySpec } from '@/templates/proxy/spec';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { snapshots, usageHours } from '../db/schema';
import { loadShownExtensions } from '../extensions/data';
import { loadOutages } from '../probes/state-store';
import { readStandingFleet, type Standing } from '../proxies/fleet';
import { watchedReadings } from '../upstreams/data';
import { hostOf } from '../upstreams/host';
import { quotaPeriod } from '../usage/calendar';
import { planKeys, reportOf } from '../usage/data';
import { isMetered } from '../usage/metered';
import { recallOutlook } from '../usage/outlooks';
import { readPlansOf, type Seen, see } from '../usage/seen';
import { hourOf } from '../usage/traffic';
import type { KeyFacts, ProxyFacts } from './types';

type Throttles = { since: Date; refused: number; requests: number };
type Collected = {
  plans: Awaited<ReturnType<typeof readPlansOf>>;
  extensions: Awaited<ReturnType<typeof loadShownExtensions>>;
  throttles: Map<string, Throttles>;
  createdAt: Map<string, Date>;
  outages: Awaited<ReturnType<typeof loadOutages>>;
  certificates: Awaited<ReturnType<typeof watchedReadings>>;
};

/**
 * What the collector and the probes know of every proxy that stands, in a few reads of the database however many there
 * are; nobody asks AWS for it. What is not known is null, and raises nothing.
 */
export async function readAlertFacts(now: Date): Promise<ProxyFacts[]> {
  const fleet = await readStandingFleet({ isRecalled: true });
  const metered = fleet.value?.proxies.filter(({ facts }) => isMetered(facts)) ?? [];
  if (metered.length === 0) return [];
  const targetId = mainTarget().id;
  const proxies = await Promise.all(metered.map(see));
  const [plans, extensions, throttles, createdAt, outages, certificates] = await Promise.all([
    readPlansOf(proxies, now),
    loadShownExtensions(),
    loadThrottles(targetId, metered, now),
    loadKeyAges(targetId),
    loadOutages(targetId),
    watchedReadings(),
  ]);
  const collected = { plans, extensions, throttles, createdAt, outages, certificates };
  const facts = proxies.map((proxy) => factsOf(proxy, collected, now));
  return facts.map((each) => ({ ...each, certificate: withCallers(each, facts) }));
}

function factsOf(
  { standing: { facts, spec }, limits }: Seen,
  { plans, extensions, throttles, createdAt, outages, certificates }: Collected,
  now: Date,
): ProxyFacts {
  const { outputs } = facts;
  const plan = plans.get(outputs.UsagePlanId ?? '');
  // The very figures that the pages show, which the access log makes younger than GetUsage's.
  const usage = limits && reportOf(plan, outputs, limits, extensions.get(facts.name), now).value;
  const consumers = planKeys(outputs).filter(({ role }) => role === 'consumer');
  const gauges = consumers.map((key) => {
    const found = usage?.keys.find(({ keyId }) => keyId === key.keyId);
    return { ...key, gauge: found?.gauge ?? null };
  });
  const empty = recallOutlook({ facts, keys: gauges })?.empty ?? null;
  const keys = gauges.map(({ keyId, label, gauge }): KeyFacts => {
    const isFirst = empty?.keyId === keyId;
    return {
      keyId,
      label,
      createdAt: createdAt.get(keyId) ?? null,
      quota: gauge && { ...gauge, firstDay: quotaPeriod(gauge.period, now).firstDay },
      forecast: isFirst ? { emptyAt: empty.at, ...empty } : null,
    };
  });
  return {
    proxy: facts.name,
    team: facts.team,
    lifetime: spec?.lifetime ?? null,
    keys,
    outage: outages.get(facts.name) ?? null,
    throttled: throttles.get(facts.outputs.RestApiId ?? '') ?? null,
    certificate: certificateOf(spec, certificates),
  };
}

function certificateOf(spec: ProxySpec | null, readings: Collected['certificates']) {
  const host = spec && hostOf(spec.upstream.url);
  const reading = host ? readings.get(host) : undefined;
  return host && reading ? { host, ...reading, proxies: [] } : null;
}

function withCallers({ certificate, team }: ProxyFacts, all: readonly ProxyFacts[]) {
  if (!certificate) return null;
  const { host } = certificate;
  const callers = all.filter((one) => one.team === team && one.certificate?.host === host);
  return { ...certificate, proxies: callers.map(({ proxy }) => proxy).sort() };
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
