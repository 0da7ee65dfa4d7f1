import 'server-only';
import { asc, eq } from 'drizzle-orm';
import { db } from '../db/database';
import { memberships, people } from '../db/schema';
import { env } from '../env';
import type { Standing } from './permissions';
import type { Role } from './types';

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
