import 'server-only';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { db } from '../db/database';
import { accounts, memberships, people, teams, tokens } from '../db/schema';
import { env } from '../env';
import { type Actor, passwordProviderId, type Role, type TokenGrant } from './types';

export type DemoPerson = { id: string; name: string; email: string; role: Role; teams: string[] };

/** The people that the demo's picker offers, in the order of their names; nobody outside the demo. */
export async function listDemoPeople(): Promise<DemoPerson[]> {
  if (!env().SLUICE_DEMO) return [];
  const rows = await (await db())
    .select({ person: people, team: memberships.team })
    .from(people)
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .where(eq(people.isDemo, true))
    .orderBy(asc(people.name), asc(memberships.team));
  const found = new Map<string, DemoPerson>();
  for (const { person, team } of rows) {
    const { id, name, email, role } = person;
    const one = found.get(id) ?? { id, name, email, role, teams: [] };
    if (team) one.teams.push(team);
    found.set(id, one);
  }
  return [...found.values()];
}

/** Whether anybody signs in with a password here. */
export async function isPasswordKept(): Promise<boolean> {
  const found = await (await db())
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.providerId, passwordProviderId))
    .limit(1);
  return found.length > 0;
}

/** A personal token as its owner sees it: never its value, which nobody knows any more. */
export type Token = TokenGrant & {
  name: string;
  createdAt: Date;
  expiresAt: Date;
  /** To the minute; null where it was never used. */
  lastUsedAt: Date | null;
};

/** The person's tokens that were not revoked, expired ones too, newest first. */
export async function listTokens(actor: Actor): Promise<Token[]> {
  const rows = await (await db())
    .select()
    .from(tokens)
    .where(and(eq(tokens.personId, actor.personId), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.createdAt), desc(tokens.id));
  return rows.map(({ personId: _, hash: __, revokedAt: ___, ...token }) => token);
}

/** The teams that a person may give a token for: all there are for platform people, else their own. */
export async function listTokenTeams({ role, teams: own }: Actor): Promise<readonly string[]> {
  return role === 'platform' ? listTeams() : own;
}

/** Every team that there is, by name. */
export async function listTeams(): Promise<string[]> {
  const rows = await (await db()).select().from(teams).orderBy(asc(teams.name));
  return rows.map(({ name }) => name);
}
