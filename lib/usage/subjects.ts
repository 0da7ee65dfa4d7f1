import 'server-only';
import { accessLogGroup } from '@/templates/proxy/access-log';
import type { ProxySpec } from '@/templates/proxy/spec';
import { recallLiveReport } from '../drift/data';
import { readStandingFleet } from '../proxies/fleet';
import type { StackFacts } from '../proxies/types';
import { type LimitsInForce, limitsInForce } from './limits-in-force';
import { isMetered } from './metered';

/** What the collector has to know of a proxy to ask AWS about its traffic. */
export type Subject = {
  proxy: string;
  apiId: string;
  stage: string;
  usagePlanId: string;
  keyIds: string[];
  /** Null where the proxy keeps no access log. */
  logGroup: string | null;
  limits: LimitsInForce;
};

/** Every proxy whose traffic can be asked about. */
export async function readSubjects(): Promise<Subject[]> {
  const fleet = await readStandingFleet();
  const subjects = await Promise.all(
    (fleet.value?.proxies ?? []).map(async (standing) => {
      const { facts, spec } = standing;
      if (!spec) return null;
      const { differences } = await recallLiveReport(standing);
      return subjectOf(facts, spec, limitsInForce(spec.limits, differences, facts.createdAt));
    }),
  );
  return subjects.filter((subject) => subject !== null);
}

/** A proxy as the collector asks about it; null where there is nothing to ask about. */
export function subjectOf(
  facts: Pick<StackFacts, 'name' | 'outputs' | 'phase' | 'status'>,
  spec: ProxySpec | null,
  limits: LimitsInForce | null,
): Subject | null {
  const { RestApiId, UsagePlanId, KeyAId, KeyBId, ProbeKeyId, Stage } = facts.outputs;
  if (!spec || !limits || !RestApiId || !UsagePlanId || !isMetered(facts)) return null;
  return {
    proxy: facts.name,
    apiId: RestApiId,
    stage: Stage ?? spec.stage,
    usagePlanId: UsagePlanId,
    keyIds: [KeyAId, KeyBId, ProbeKeyId].filter((id) => id !== undefined),
    logGroup: spec.accessLog === null ? null : accessLogGroup(facts.name),
    limits,
  };
}
