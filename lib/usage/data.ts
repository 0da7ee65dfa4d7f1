import 'server-only';
import { mainTarget } from '../aws/targets';
import type { Known } from '../known';
import type { ProxyDetail } from '../proxies/types';
import { isMetered } from './metered';
import { readPlanUsage } from './plan-usage';
import { type PlanKey, usageReport } from './report';
import type { UsageReport } from './types';

/** Viewers of one page share one GetUsage in this time. */
const pageTtlMs = 5_000;

/** Today's gauge and the last 30 UTC days of a proxy's usage plan. GetUsage can lag about 40 minutes. */
export async function getUsage(proxy: ProxyDetail): Promise<Known<UsageReport>> {
  const { UsagePlanId } = proxy.outputs;
  if (!UsagePlanId || !isMetered(proxy)) return nothingYet;
  if (!proxy.spec) return limitsUnknown;
  const usage = await readPlanUsage(mainTarget(), UsagePlanId, pageTtlMs);
  if (usage.asOf === null) return usage;
  const keys = planKeys(proxy.outputs);
  return { ...usage, value: usageReport(usage.value, keys, proxy.spec.limits, new Date()) };
}

/** The keys of a proxy's plan, by its stack's outputs. */
export function planKeys(outputs: Record<string, string>): PlanKey[] {
  const { KeyAId, KeyBId, ProbeKeyId } = outputs;
  return [
    ...(KeyAId ? [{ keyId: KeyAId, role: 'consumer' as const, label: 'A' }] : []),
    ...(KeyBId ? [{ keyId: KeyBId, role: 'consumer' as const, label: 'B' }] : []),
    ...(ProbeKeyId ? [{ keyId: ProbeKeyId, role: 'probe' as const, label: 'probe' }] : []),
  ];
}

/** Without the spec nothing tells a plan without a quota from one whose quota is not known. */
const limitsUnknown: Known<UsageReport> = {
  value: null,
  asOf: null,
  problem: { code: 'unavailable', detail: null },
};

/** A stack that is not made yet, or goes, has no plan to ask about. */
const nothingYet: Known<UsageReport> = {
  value: null,
  asOf: null,
  problem: { code: 'not_found', detail: null },
};
