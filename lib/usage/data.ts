import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { mainTarget } from '../aws/targets';
import { loadShownExtensions } from '../extensions/data';
import { type ExtensionsByKey, withExtensions } from '../extensions/shown';
import type { Known, Problem } from '../known';
import type { ProxyDetail, StackFacts } from '../proxies/types';
import { type LimitsInForce, limitsInForce } from './limits-in-force';
import { isMetered } from './metered';
import { type PlanKnowledge, readPlans } from './plan-usage';
import { type PlanKey, type PlanUsage, usageReport } from './report';
import { subjectOf } from './subjects';
import { readSource } from './traffic';
import type { UsageReport } from './types';

/** Today's gauge and the last 30 UTC days of a proxy's usage plan, as the collector knows them. */
export async function getUsage(proxy: ProxyDetail): Promise<Known<UsageReport>> {
  const { UsagePlanId } = proxy.outputs;
  if (!UsagePlanId || !isMetered(proxy)) return nothingYet;
  if (!proxy.spec || !proxy.limits) return limitsUnknown;
  const subject = subjectOf(proxy, proxy.spec, proxy.limits);
  if (!subject) return nothingYet;
  const [plans, extensions] = await Promise.all([
    readPlans(mainTarget(), [subject], { days: daysRead }),
    loadShownExtensions(),
  ]);
  return reportOf(plans.get(UsagePlanId), proxy.outputs, proxy.limits, extensions.get(proxy.name));
}

/** GetUsage's last 31 UTC days of a proxy's plan, as the collector knows them; the age is GetUsage's own reading. */
export async function getPlanUsage(
  facts: StackFacts,
  spec: ProxySpec | null,
): Promise<Known<PlanUsage>> {
  const limits = spec && limitsInForce(spec.limits, [], facts.createdAt);
  const subject = subjectOf(facts, spec, limits);
  if (!subject) return nothingYet;
  const { usagePlanId } = subject;
  const [plans, { asOf, problem }] = await Promise.all([
    readPlans(mainTarget(), [subject], { days: daysRead }),
    readSource(usagePlanId, 'usage'),
  ]);
  const usage = plans.get(usagePlanId)?.usage;
  if (!asOf || !usage) return { value: null, asOf: null, problem: problem ?? notCollected };
  return { value: usage, asOf, problem };
}

/** A month has at most 31 days. */
const daysRead = 31;

/** What is known of a plan as pages show it. */
export function reportOf(
  plan: PlanKnowledge | undefined,
  outputs: Record<string, string>,
  limits: LimitsInForce,
  extensions: ExtensionsByKey = new Map(),
  now = new Date(),
): Known<UsageReport> {
  if (!plan?.asOf) return { value: null, asOf: null, problem: plan?.problem ?? notCollected };
  const { usage, figures, asOf, problem } = plan;
  const report = usageReport(usage, planKeys(outputs), limits, now, figures);
  return { value: withExtensions(report, extensions), asOf, problem };
}

/** The collector has not come to it yet; a proxy that was just made waits seconds for it. */
const notCollected: Problem = { code: 'unavailable', detail: null };

/** Nothing is wrong, and nothing is known yet: the first figures are on their way. */
export function isAwaited({ problem }: Known<UsageReport>): boolean {
  return problem === notCollected;
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
const limitsUnknown: Known<never> = {
  value: null,
  asOf: null,
  problem: { code: 'unavailable', detail: null },
};

/** A stack that is not made yet, or goes, has no plan to ask about. */
const nothingYet: Known<never> = {
  value: null,
  asOf: null,
  problem: { code: 'not_found', detail: null },
};
