import 'server-only';
import { accessLogGroup } from '@/templates/proxy/access-log';
import type { ProxySpec } from '@/templates/proxy/spec';
import type { StackFacts } from '../proxies/types';
import type { LimitsInForce } from './limits-in-force';
import { isMetered } from './metered';

/** What the collector has to know of a proxy to ask AWS about its traffic. */
export type Subject = {
  proxy: string;
  createdAt: Date;
  apiId: string;
  stage: string;
  usagePlanId: string;
  keyIds: string[];
  /** Null where the proxy keeps no access log. */
  logGroup: string | null;
  limits: LimitsInForce;
};

/** A proxy as the collector asks about it; null where there is nothing to ask about. */
export function subjectOf(
  facts: Pick<StackFacts, 'name' | 'outputs' | 'phase' | 'status' | 'createdAt'>,
  spec: ProxySpec | null,
  limits: LimitsInForce | null,
): Subject | null {
  const { RestApiId, UsagePlanId, KeyAId, KeyBId, ProbeKeyId, Stage } = facts.outputs;
  if (!spec || !limits || !RestApiId || !UsagePlanId || !isMetered(facts)) return null;
  return {
    proxy: facts.name,
    createdAt: facts.createdAt,
    apiId: RestApiId,
    stage: Stage ?? spec.stage,
    usagePlanId: UsagePlanId,
    keyIds: [KeyAId, KeyBId, ProbeKeyId].filter((id) => id !== undefined),
    logGroup: spec.accessLog === null ? null : accessLogGroup(facts.name),
    limits,
  };
}
