import 'server-only';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { db } from '../db/database';
import { memberships, people, teams, tokens } from '../db/schema';
import { env } from '../env';
import type { Standing } from './permissions';
import type { Actor, Role, TokenGrant } from './types';

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
  if (role !== 'platform') return own;
  const rows = await (await db()).select().from(teams).orderBy(asc(teams.name));
  return rows.map(({ name }) => name);
}

/** What a person may do by now, for work of theirs that goes on without them. Null when there is no such person. */
export async function findPersonStanding(email: string): Promise<Standing | null> {
  const rows = await (await db())
    .select({ role: people.role, team: memberships.team })
    .from(people)
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .where(eq(people.email, email));
  const role = rows[0]?.role;
  return role ? { role, teams: rows.flatMap(({ team }) => team ?? []) } : null;
}
