import 'server-only';
import { and, asc, count, eq, gt, ilike, inArray, isNull, like, max, or, sql } from 'drizzle-orm';
import { db } from '../db/database';
import { accounts, audit, memberships, people, sessions, tokens } from '../db/schema';
import { env } from '../env';
import { listTeams } from './data';
import { authorize } from './gate';
import { oidcName } from './oidc-client';
import type { PeopleFilter } from './people-filter';
import { sessionLifetimeMaxMs } from './sessions';
import { type Actor, type KnownPerson, type PersonOrigin, passwordProviderId } from './types';

/** Rows on one page: what a person skims. */
const peoplePageSize = 50;

/** Which accounts a person of this origin has, as a pattern of their provider's id. */
const accountsOf = { provider: 'oidc:%', password: passwordProviderId } as const;

/**
 * Who is known here, by name, a page at a time: for platform people and auditors everybody, with what they have open;
 * for members those who share a team with them, and what they are. Throws AccessDenied.
 */
export async function listPeople(
  actor: Actor,
  filter: PeopleFilter,
): Promise<{ people: KnownPerson[]; hasMore: boolean }> {
  authorize(actor, 'people.read');
  const database = await db();
  const found = await database
    .select({ person: people, lastActAt: lastAct().mapWith(audit.at) })
    .from(people)
    .where(and(inSight(actor), chosen(filter)))
    .orderBy(sql`lower(${people.name})`, asc(people.id))
    .limit(peoplePageSize + 1)
    .offset((filter.page - 1) * peoplePageSize);
  const shown = found.slice(0, peoplePageSize);
  const of = await factsOf(shown.map(({ person }) => person.id));
  const isOpen = seesActivity(actor);
  return {
    people: shown.map(({ person: { id, name, email, role, isDemo }, lastActAt }) => {
      const open = of.sessions.get(id);
      const held = of.tokens.get(id);
      const at = [open?.seenAt, lastActAt].filter((each) => each instanceof Date);
      return {
        id,
        name,
        email,
        role,
        teams: of.teams.get(id) ?? [],
        origin: isDemo ? 'demo' : (of.origins.get(id) ?? 'password'),
        activity: isOpen
          ? {
              seenAt: at.length > 0 ? new Date(Math.max(...at.map(Number))) : null,
              sessions: open?.live ?? 0,
              tokens: held?.live ?? 0,
              tokenUsedAt: held?.usedAt ?? null,
            }
          : null,
      };
    }),
    hasMore: found.length > peoplePageSize,
  };
}

/** The teams by which this actor may filter people. */
export async function listPeopleTeams(actor: Actor): Promise<readonly string[]> {
  return seesActivity(actor) ? listTeams() : actor.teams;
}

/** Where people come from in this installation. */
export function peopleOrigins(): readonly PersonOrigin[] {
  return [
    ...(oidcName() ? (['provider'] as const) : []),
    'password',
    ...(env().SLUICE_DEMO ? (['demo'] as const) : []),
  ];
}

/** When somebody was here, and what they hold open, concerns who answers for the installation, and nobody's colleagues. */
function seesActivity({ role }: Actor): boolean {
  return role !== 'member';
}

function inSight(actor: Actor) {
  // People seeded for a demo have no way in once the installation is no demo any more.
  const isReal = env().SLUICE_DEMO ? undefined : eq(people.isDemo, false);
  if (seesActivity(actor)) return isReal;
  return and(isReal, or(eq(people.id, actor.personId), inTeams(actor.teams)));
}

function inTeams(of: readonly string[]) {
  if (of.length === 0) return undefined;
  return sql`exists (select 1 from ${memberships} where ${memberships.personId} = ${people.id} and ${inArray(memberships.team, [...of])})`;
}

function chosen({ text, role, team, origin }: PeopleFilter) {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return and(
    text ? or(ilike(people.name, pattern), ilike(people.email, pattern)) : undefined,
    role ? eq(people.role, role) : undefined,
    team ? inTeams([team]) : undefined,
    origin === 'demo' ? eq(people.isDemo, true) : undefined,
    origin === 'provider' || origin === 'password'
      ? sql`exists (select 1 from ${accounts} where ${accounts.userId} = ${people.id} and ${like(accounts.providerId, accountsOf[origin])})`
      : undefined,
  );
}

/** When a person last did something that left a row; the index on actors ends in `seq`. */
function lastAct() {
  return sql`(select ${audit.at} from ${audit} where ${audit.actor} = ${people.email} and ${audit.actorKind} = 'person' order by ${audit.seq} desc limit 1)`;
}

async function factsOf(ids: string[]) {
  const database = await db();
  const now = new Date();
  const begun = new Date(now.getTime() - sessionLifetimeMaxMs);
  const [teamRows, accountRows, sessionRows, tokenRows] = await Promise.all([
    database
      .select()
      .from(memberships)
      .where(inArray(memberships.personId, ids))
      .orderBy(memberships.team),
    database.select().from(accounts).where(inArray(accounts.userId, ids)),
    database
      .select({ id: sessions.userId, live: count(), seenAt: max(sessions.updatedAt) })
      .from(sessions)
      .where(
        and(
          inArray(sessions.userId, ids),
          gt(sessions.expiresAt, now),
          gt(sessions.createdAt, begun),
        ),
      )
      .groupBy(sessions.userId),
    database
      .select({ id: tokens.personId, live: count(), usedAt: max(tokens.lastUsedAt) })
      .from(tokens)
      .where(
        and(inArray(tokens.personId, ids), isNull(tokens.revokedAt), gt(tokens.expiresAt, now)),
      )
      .groupBy(tokens.personId),
  ]);
  const teamsOf = new Map<string, KnownPerson['teams']>();
  for (const { personId, team, isOwner } of teamRows)
    teamsOf.set(personId, [...(teamsOf.get(personId) ?? []), { team, isOwner }]);
  return {
    teams: teamsOf,
    origins: new Map(
      accountRows.map(({ userId, providerId }): [string, PersonOrigin] => [
        userId,
        providerId === accountsOf.password ? 'password' : 'provider',
      ]),
    ),
    sessions: new Map(sessionRows.map((row) => [row.id, row])),
    tokens: new Map(tokenRows.map((row) => [row.id, row])),
  };
}
