import type { FaultName } from './types';

/**
 * Where a fault is mended, where that is ours to do: here, by a run that puts back what was deployed of the proxy or of
 * its network; or on a page of ours. Null where only AWS's own console, or somebody else, can.
 */
export type Mend = 'revert' | 'network' | 'quota' | 'edit';

// A method without an integration is not here: a revert of one fails in the sandbox, and how AWS reverts one is
// UNCONFIRMED.
const mends: Partial<Record<FaultName, Mend>> = {
  dnsSupportOff: 'network',
  dnsHostnamesOff: 'network',
  privateDnsOff: 'network',
  egressShut: 'network',
  ingressShut: 'network',
  noInterface: 'network',
  endpointDenies: 'network',
  endpointAllowsNot: 'network',
  apiNotPrivate: 'revert',
  hostOff: 'revert',
  noPolicy: 'revert',
  apiDenies: 'revert',
  apiAllowsNot: 'revert',
  methodNotAllowed: 'edit',
  olderDeployment: 'revert',
  noMethod: 'revert',
  keyNotAsked: 'revert',
  signed: 'revert',
  keyGone: 'revert',
  keyDisabled: 'revert',
  keyFromElsewhere: 'revert',
  planGone: 'revert',
  planOffStage: 'revert',
  keyOutOfPlan: 'revert',
  rateZero: 'revert',
  throttled: 'edit',
  quotaZero: 'revert',
  keySpent: 'quota',
  quotaSpent: 'edit',
  headerNotDemanded: 'revert',
  headerDemanded: 'revert',
  otherHost: 'revert',
  otherPath: 'revert',
  methodForced: 'revert',
  notStreamed: 'revert',
  pathUnmapped: 'revert',
  keyLeaks: 'revert',
  timeoutCut: 'revert',
  upstreamSlow: 'edit',
};

export function mendOf(fault: FaultName): Mend | null {
  return mends[fault] ?? null;
}

type Change = { kind: 'undeployed' | 'drift' | 'both'; isRevertible: boolean };

/**
 * Whether a revert can be begun: there is something to put back, and nothing in its way. A stage that somebody deployed
 * to by hand differs too, and goes back to the deployment that the stack made of what is put back.
 */
export function canRevert(differences: readonly Change[]): boolean {
  const drifted = differences.filter(({ kind }) => kind !== 'undeployed');
  return drifted.length > 0 && drifted.every(({ isRevertible }) => isRevertible);
}
