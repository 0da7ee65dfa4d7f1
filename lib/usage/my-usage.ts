import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { loadShownExtensions } from '../extensions/data';
import { withExtensions } from '../extensions/shown';
import { can, type Standing } from '../identity/permissions';
import type { Known, Problem } from '../known';
import { readStandingFleet, type Standing as StandingProxy } from '../proxies/fleet';
import type { Environment } from '../proxies/types';
import { planKeys } from './data';
import { isMetered } from './metered';
import { isMine, labelOf } from './mine';
import { readPlanUsage } from './plan-usage';
import { usageReport } from './report';
import type { QuotaGauge } from './types';

/** What one of my keys has used, and what is left. */
export type MyKey = {
  keyId: string;
  label: string;
  consumer: string;
  owner: string;
  /** Null without a quota, and while nothing is known of this period. */
  gauge: QuotaGauge | null;
};

export type MyUsage = {
  /** The proxy's. */
  name: string;
  team: string;
  owner: string;
  environment: Environment;
  upstream: string | null;
  /** Null where the limits are not known. */
  limits: { hasQuota: boolean; rate: number; burst: number } | null;
  keys: MyKey[];
  /** How old the numbers are; null while there are none. */
  asOf: Date | null;
  problem: Problem | null;
};

/** Whoever looks: a person, or a person by a token for some teams, or for one key. */
type Viewer = Standing & { email: string };

/** A viewer is content with what everybody's collector last read, and never waits for AWS. */
const ttlMs = 60_000;
const patience = { patienceMs: 0, firstPatienceMs: 1_500 };

/**
 * The keys that are this person's, by proxy, with what each has left. Nothing in it goes through the gateway: it reads
 * the same whether the quota is spent or not.
 */
export async function listMyUsage(viewer: Viewer): Promise<Known<MyUsage[]>> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const extensions = await loadShownExtensions();
  const rows = fleet.value.proxies.map(async (standing): Promise<MyUsage[]> => {
    const { facts, spec } = standing;
    if (!can(viewer, 'usage.read', { team: facts.team })) return [];
    const owned = { team: facts.team, owner: facts.owner, spec };
    const keys = planKeys(facts.outputs).filter(
      ({ keyId, role, label }) =>
        role === 'consumer' &&
        isMine(viewer, owned, label) &&
        keyId === (viewer.token?.key?.keyId ?? keyId),
    );
    if (keys.length === 0) return [];
    const usage = await usageOf(standing);
    const report =
      usage.value && spec
        ? withExtensions(
            usageReport(usage.value, keys, spec.limits, new Date()),
            extensions.get(facts.name) ?? new Map(),
          )
        : null;
    const gauges = new Map(report?.keys.map(({ keyId, gauge }) => [keyId, gauge]));
    return [
      {
        name: facts.name,
        team: facts.team,
        owner: facts.owner,
        environment: facts.environment,
        upstream: spec?.upstream.url ?? null,
        limits: spec && {
          hasQuota: spec.limits.quota !== null,
          rate: spec.limits.rate,
          burst: spec.limits.burst,
        },
        keys: keys.map(({ keyId, label }) => ({
          keyId,
          label,
          ...labelOf(owned, label),
          gauge: gauges.get(keyId) ?? null,
        })),
        asOf: usage.asOf,
        problem: usage.problem,
      },
    ];
  });
  return { ...fleet, value: (await Promise.all(rows)).flat() };
}

function usageOf({ facts, target }: StandingProxy<ProxySpec>): ReturnType<typeof readPlanUsage> {
  const { UsagePlanId } = facts.outputs;
  const nothing = {
    value: null,
    asOf: null,
    problem: { code: 'not_found', detail: null },
  } as const;
  if (!UsagePlanId || !isMetered(facts)) return Promise.resolve(nothing);
  return readPlanUsage(target, UsagePlanId, ttlMs, patience);
}
