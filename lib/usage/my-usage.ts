import 'server-only';
import { loadShownExtensions } from '../extensions/data';
import type { ExtensionsByKey } from '../extensions/shown';
import { can, type Standing } from '../identity/permissions';
import type { Known, Problem } from '../known';
import { readStandingFleet } from '../proxies/fleet';
import type { Environment } from '../proxies/types';
import { planKeys, reportOf } from './data';
import { isMetered } from './metered';
import { isMine, labelOf } from './mine';
import type { PlanKnowledge } from './plan-usage';
import { readPlansOf, type Seen, see } from './seen';
import type { QuotaGauge, UsageReport } from './types';

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

/**
 * The keys that are this person's, by proxy, with what each has left. Nothing in it goes through the gateway: it reads
 * the same whether the quota is spent or not.
 */
export async function listMyUsage(viewer: Viewer): Promise<Known<MyUsage[]>> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const readable = fleet.value.proxies.filter(({ facts }) =>
    can(viewer, 'usage.read', { team: facts.team }),
  );
  const seen = await Promise.all(readable.map(see));
  const [plans, extensions] = await Promise.all([readPlansOf(seen), loadShownExtensions()]);
  const value = seen.flatMap((each): MyUsage[] => {
    const { facts, spec } = each.standing;
    const owned = { team: facts.team, owner: facts.owner, spec };
    const keys = planKeys(facts.outputs).filter(
      ({ keyId, role, label }) =>
        role === 'consumer' &&
        isMine(viewer, owned, label) &&
        keyId === (viewer.token?.key?.keyId ?? keyId),
    );
    if (keys.length === 0) return [];
    const usage = usageOf(each, plans, extensions.get(facts.name));
    const report = usage.value;
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
  return { ...fleet, value };
}

function usageOf(
  { standing: { facts }, limits }: Seen,
  plans: ReadonlyMap<string, PlanKnowledge>,
  extensions: ExtensionsByKey | undefined,
): Known<UsageReport> {
  const { UsagePlanId } = facts.outputs;
  if (!UsagePlanId || !limits || !isMetered(facts))
    return { value: null, asOf: null, problem: { code: 'not_found', detail: null } };
  return reportOf(plans.get(UsagePlanId), facts.outputs, limits, extensions);
}
