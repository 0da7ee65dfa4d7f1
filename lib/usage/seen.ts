import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { mainTarget } from '../aws/targets';
import { recallLiveReport } from '../drift/data';
import type { LiveReport } from '../drift/types';
import { readStandingFleet, type Standing } from '../proxies/fleet';
import { type LimitsInForce, limitsInForce } from './limits-in-force';
import { type PlanKnowledge, readPlans } from './plan-usage';
import { type Subject, subjectOf } from './subjects';

/** A proxy with what is known of how it differs from what was saved, and so of the limits in force. */
export type Seen = {
  standing: Standing<ProxySpec>;
  live: LiveReport;
  limits: LimitsInForce | null;
};

export async function see(standing: Standing<ProxySpec>): Promise<Seen> {
  const { facts, spec } = standing;
  const live = await recallLiveReport(standing);
  const limits = spec && limitsInForce(spec.limits, live.differences, facts.createdAt);
  return { standing, live, limits };
}

/** Those of these proxies whose traffic can be asked about, as the collector asks about them. */
export function subjectsOf(proxies: readonly Seen[]): Subject[] {
  return proxies.flatMap(
    ({ standing: { facts, spec }, limits }) => subjectOf(facts, spec, limits) ?? [],
  );
}

/** What is known of the plans of these proxies, for all of them at once. */
export function readPlansOf(
  proxies: readonly Seen[],
  now = new Date(),
): Promise<Map<string, PlanKnowledge>> {
  return readPlans(mainTarget(), subjectsOf(proxies), { now });
}

/** Every proxy of the fleet whose traffic can be asked about. */
export async function readSubjects(): Promise<Subject[]> {
  const fleet = await readStandingFleet();
  return subjectsOf(await Promise.all((fleet.value?.proxies ?? []).map(see)));
}
