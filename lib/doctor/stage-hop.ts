import type { GatewayRow } from '../aws/gateway';
import { type Diagnosis, linkOf } from '../keys/doctor';
import { broken, unknown, whole } from './hop';
import type { DoctorFacts, Hop, ProbeFacts } from './types';
import { didReach } from './upstream-hop';

/**
 * What is configured is live only once it is deployed, and API Gateway does not tell whether it is. The deployment that
 * the stack made holds what the stack configured; of another only a call tells. Where the configuration lets the call
 * pass and the gateway refuses it, the deployment is older (INFERENCE).
 */
export function stage(facts: DoctorFacts, links: Diagnosis | null, policies: readonly Hop[]): Hop {
  const { gateway, place, probe, deploymentId } = facts;
  if (!gateway || !links) return unknown('stage', 'gateway');
  const { holds, evidence } = linkOf(links, 'deployed');
  if (!holds) return broken('stage', 'stageGone', evidence);
  const seen = `${place.stage}: ${evidence}`;
  const isLetPass = policies.every(({ state }) => state === 'holds');
  const isRouted = linkOf(links, 'method').holds || probe?.outcome !== 'no_route';
  if (probe && isLetPass && isRouted && isRefusedByDeployment(probe)) {
    const refused = `${seen}; probe: ${probe.error ?? probe.outcome}`;
    const isSure = probe.isSame || isLiveSince(gateway, probe);
    return isSure
      ? broken('stage', 'olderDeployment', refused)
      : unknown('stage', 'again', refused);
  }
  if (deploymentId === null || deploymentId === gateway.stage?.deploymentId)
    return whole('stage', seen);
  const didPass = probe !== null && didReach(probe);
  if (didPass && (probe.isSame || isLiveSince(gateway, probe))) return whole('stage', seen);
  return unknown('stage', didPass ? 'again' : 'probe', `${seen} ≠ ${deploymentId}`);
}

/** An endpoint's policy is no part of a deployment; who denied, API Gateway tells of an explicit Deny only (B3). */
function isRefusedByDeployment({ outcome, bodyExcerpt }: ProbeFacts): boolean {
  if (outcome === 'no_route') return true;
  return outcome === 'forbidden_policy' && !/endpoint policy/.test(bodyExcerpt ?? '');
}

/** Whether the deployment that answered the probe is the one of now; without a doubt, the clocks being two. */
function isLiveSince({ stage }: GatewayRow, probe: ProbeFacts): boolean {
  const isExplicit = /resource-based policy/.test(probe.bodyExcerpt ?? '');
  const isOfDeployment = probe.outcome !== 'forbidden_policy' || isExplicit;
  const updatedAt = stage?.updatedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return isOfDeployment && updatedAt + clockDoubtMs < probe.at.getTime();
}

/** The stage's date is to the second, and another clock's. */
const clockDoubtMs = 5_000;
