import type { Approver } from '../governance/types';
import type { Actor } from '../identity/types';
import type { ProxyRequest } from './types';

/** Somebody decides within a week, or it is asked for again: what it was compared with grows old. */
export const openDays = 7;
/** An approval that could not be used for a day was given for another moment. */
export const approvedHours = 24;

type Deciding = Pick<ProxyRequest, 'team' | 'requestedBy' | 'verdict' | 'decisions'>;
type Person = Pick<Actor, 'email' | 'role' | 'owns'>;

/** Whose word is still needed. */
export function missingApprovers({
  verdict,
  decisions,
}: Pick<Deciding, 'verdict' | 'decisions'>): Approver[] {
  const given = decisions.filter(({ isApproved }) => isApproved).map((each) => each.as);
  return verdict.approvers.filter((approver) => !given.includes(approver));
}

/**
 * In which capacity this person may decide now, or why not: `own` for whoever asked, `twice` for whoever has decided
 * already, `other` where somebody else's word is needed. The platform team may also speak for a team's owner.
 */
export function capacityOf(
  request: Deciding,
  { email, role, owns }: Person,
): { as: Approver } | { not: 'own' | 'twice' | 'other' } {
  if (email === request.requestedBy) return { not: 'own' };
  if (request.decisions.some(({ by }) => by === email)) return { not: 'twice' };
  const missing = missingApprovers(request);
  const isOwner = role === 'member' && owns.includes(request.team);
  if (isOwner && missing.includes('team_owner')) return { as: 'team_owner' };
  if (role !== 'platform') return { not: 'other' };
  const as = missing.includes('platform') ? 'platform' : missing[0];
  return as ? { as } : { not: 'other' };
}

/** How a request stands once this was said: one no ends it, an approval once nobody's word is missing. */
export function stateAfter(
  request: Deciding,
  decision: { as: Approver; isApproved: boolean },
): 'open' | 'approved' | 'denied' {
  if (!decision.isApproved) return 'denied';
  return missingApprovers(request).some((approver) => approver !== decision.as)
    ? 'open'
    : 'approved';
}
