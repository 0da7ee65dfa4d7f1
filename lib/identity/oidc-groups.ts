import { z } from 'zod';
import type { Role } from './types';

const group = z.string().min(1).max(300);
const team = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a team: lower-case letters, digits and hyphens');

/** What membership of one of the provider's groups gives: a team, as a member or its owner, or a role over all teams. */
export const groupRulesSchema = z
  .array(
    z.union([
      z.strictObject({ group, team, owner: z.boolean().default(false) }),
      z.strictObject({ group, role: z.enum(['platform', 'auditor']) }),
    ]),
  )
  .min(1);

export type GroupRule = z.infer<typeof groupRulesSchema>[number];

/** What a person may be by their groups. */
export type Membership = { role: Role; teams: { team: string; isOwner: boolean }[] };

/**
 * Total: the highest role wins, platform before auditor before member; teams are those of all groups, owned where any
 * of them says so. Null where no group gives anything: such a person may not sign in.
 */
export function membershipOf(
  rules: readonly GroupRule[],
  groups: readonly string[],
): Membership | null {
  const own = rules.filter((rule) => groups.includes(rule.group));
  if (own.length === 0) return null;
  const roles = own.flatMap((rule) => ('role' in rule ? rule.role : []));
  const role = roles.includes('platform') ? 'platform' : (roles[0] ?? 'member');
  const teams = new Map<string, boolean>();
  for (const rule of own)
    if ('team' in rule) teams.set(rule.team, rule.owner || (teams.get(rule.team) ?? false));
  return {
    role,
    teams: [...teams]
      .map(([name, isOwner]) => ({ team: name, isOwner }))
      .sort((a, b) => (a.team < b.team ? -1 : 1)),
  };
}

/** The groups that a claim lists; one name alone counts, anything else says nothing. */
export function groupsOfClaim(claim: unknown): string[] {
  const values = typeof claim === 'string' ? [claim] : Array.isArray(claim) ? claim : [];
  return values.filter((value): value is string => typeof value === 'string');
}
