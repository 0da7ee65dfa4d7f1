import 'server-only';
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { type Database, db } from '../db/database';
import { accounts, memberships, people, sessions, teams, tokens } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { log } from '../log';
import { listTokenTeams } from './data';
import { authorize } from './gate';
import { AccessDenied } from './permissions';
import type { TokenScope } from './token-choices';
import { makeTokenValue, tokenHash, tokenPrefix } from './token-value';
import { type Actor, passwordProviderId, type Role, type TokenKey } from './types';

export type NewPerson = {
  name: string;
  email: string;
  password: string;
  role: Role;
  teams: readonly string[];
};

/** Makes a person who signs in with a password, and their teams; false where the address is taken. */
export async function createPerson(person: NewPerson): Promise<boolean> {
  const email = person.email.toLowerCase();
  const password = await hashPassword(person.password);
  return (await db()).transaction(async (tx) => {
    const id = `person_${randomUUID()}`;
    const { name, role } = person;
    const made = await tx
      .insert(people)
      .values({ id, name, email, role, emailVerified: true })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (made.length === 0) return false;
    const account = { id: randomUUID(), accountId: id, providerId: passwordProviderId };
    await tx.insert(accounts).values({ ...account, userId: id, password });
    for (const team of person.teams) {
      await tx.insert(teams).values({ name: team }).onConflictDoNothing();
      await tx.insert(memberships).values({ personId: id, team });
    }
    await recordAudit(tx, {
      actor: 'system',
      action: 'person.create',
      object: email,
      detail: { role, teams: person.teams },
    });
    return true;
  });
}

/** Makes the first platform person from the environment, once; says so in the log when nobody could sign in. */
export async function ensureFirstPerson(): Promise<void> {
  const { SLUICE_ADMIN_EMAIL: email, SLUICE_ADMIN_PASSWORD: password, SLUICE_DEMO } = env();
  if (email && password) {
    await createPerson({ name: email, email, password, role: 'platform', teams: ['platform'] });
    return;
  }
  const [row] = await (await db()).select({ people: count() }).from(people);
  if (!SLUICE_DEMO && row?.people === 0)
    log.warn('identity.nobody', {
      fix: 'nobody can sign in: set SLUICE_ADMIN_EMAIL and SLUICE_ADMIN_PASSWORD and start again',
    });
}

export type NewToken = {
  name: string;
  scopes: readonly TokenScope[];
  /** Null for all teams of the person. */
  teams: readonly string[] | null;
  days: number;
  /** Narrows it to the usage of one key. */
  key?: TokenKey | null;
};

/** Enough for every pipeline of a person; more are tokens that nobody remembers. */
export const tokensMaxPerPerson = 50;

/**
 * Makes a personal token and answers its value, which is kept nowhere. Throws `denied` for what the person may not
 * do, `limit` where there are too many, and `denied` for who comes by a token: a token makes no tokens.
 */
export async function createToken(
  actor: Actor,
  token: NewToken,
): Promise<{ value: string; prefix: string; expiresAt: Date }> {
  if (actor.token) throw new AppError('denied', 'a token makes no tokens');
  const mine = await listTokenTeams(actor);
  for (const scope of token.scopes) {
    authorize(actor, scope);
    const stranger = token.teams?.find((team) => !mine.includes(team));
    if (stranger !== undefined) throw new AccessDenied(scope, { team: stranger });
  }
  const value = makeTokenValue();
  const prefix = tokenPrefix(value);
  const expiresAt = new Date(Date.now() + token.days * 24 * 60 * 60 * 1000);
  await (await db()).transaction(async (tx) => {
    const { personId } = actor;
    // Two at once would both find room for one more.
    await tx.select().from(people).where(eq(people.id, personId)).for('update');
    const live = and(eq(tokens.personId, personId), isNull(tokens.revokedAt));
    const [row] = await tx.select({ found: count() }).from(tokens).where(live);
    if ((row?.found ?? 0) >= tokensMaxPerPerson)
      throw new AppError('limit', `${actor.email} has ${tokensMaxPerPerson} tokens`, {
        detail: `${tokensMaxPerPerson}`,
      });
    const { name, scopes, teams, key = null } = token;
    const grant = { scopes: [...scopes], teams: teams && [...teams], key };
    const id = `token_${randomUUID()}`;
    const hash = tokenHash(value);
    await tx.insert(tokens).values({ id, personId, name, prefix, hash, ...grant, expiresAt });
    await recordAudit(tx, {
      actor,
      action: 'token.create',
      object: name,
      detail: { tokenId: id, prefix, ...grant, expiresAt: expiresAt.toISOString() },
    });
  });
  return { value, prefix, expiresAt };
}

/**
 * Ends every session of a person, at once: the next request of each is a stranger's. Whoever may sign in still may. Where
 * there is none it is no failure. Throws AccessDenied, and `not_found` for nobody.
 */
export async function endSessions(actor: Actor, personId: string): Promise<void> {
  await withPerson(actor, personId, async (tx, email) => {
    const ended = await tx.delete(sessions).where(eq(sessions.userId, personId)).returning();
    if (ended.length === 0) return;
    await recordAudit(tx, {
      actor,
      action: 'person.end_sessions',
      object: email,
      detail: { sessions: ended.length },
    });
  });
}

/** Revokes every token of a person, at once and for good. Throws as endSessions. */
export async function revokeTokens(actor: Actor, personId: string): Promise<void> {
  await withPerson(actor, personId, async (tx, email) => {
    const revoked = await tx
      .update(tokens)
      .set({ revokedAt: new Date() })
      .where(and(eq(tokens.personId, personId), isNull(tokens.revokedAt)))
      .returning();
    if (revoked.length === 0) return;
    await recordAudit(tx, {
      actor,
      action: 'person.revoke_tokens',
      object: email,
      detail: { prefixes: revoked.map(({ prefix }) => prefix) },
    });
  });
}

async function withPerson(
  actor: Actor,
  id: string,
  work: (tx: Database, email: string) => Promise<void>,
): Promise<void> {
  authorize(actor, 'people.manage');
  await (await db()).transaction(async (tx) => {
    const [person] = await tx.select().from(people).where(eq(people.id, id)).for('update');
    authorize(actor, 'people.manage', person ? { name: person.email } : null);
    if (person) await work(tx, person.email);
  });
}

/** Ends one of the person's own tokens, at once and for good. One that has ended already is no failure. */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
  await (await db()).transaction(async (tx) => {
    const own = and(eq(tokens.id, id), eq(tokens.personId, actor.personId));
    const [token] = await tx.select().from(tokens).where(own).for('update');
    if (!token) throw new AppError('not_found', `${actor.email} has no token ${id}`);
    if (token.revokedAt) return;
    await tx.update(tokens).set({ revokedAt: new Date() }).where(own);
    await recordAudit(tx, {
      actor,
      action: 'token.revoke',
      object: token.name,
      detail: { tokenId: id, prefix: token.prefix },
    });
  });
}
