import 'server-only';
import { eq } from 'drizzle-orm';
import type { Route } from 'next';
import { cache } from 'react';
import { db } from '../db/database';
import { memberships, people } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { localPath } from '../local-path';
import { withQuery } from '../query';
import { routes } from '../routes';
import { AccessDenied, can, type Permission } from './permissions';
import { findToken, isTokenOpen } from './tokens';
import type { Actor, actorBrand, TokenGrant } from './types';

/**
 * For pages: the signed-in person, or a redirect to the sign-in page, which leads back here. Who only has to pass by their
 * provider again is sent there, and is back without a word where they have a session there.
 */
export async function requireActor(): Promise<Actor> {
  const { actor, isStale } = await visitor();
  if (actor) return actor;
  const { headers } = await import('next/headers');
  const { redirect } = await import('next/navigation');
  // Set by proxy.ts on every request, over whatever the client sent.
  const path = localPath((await headers()).get('x-sluice-path'), routes.home);
  const next = path === routes.home ? null : path;
  return redirect(
    (isStale
      ? withQuery(routes.oidc, { again: '1', next })
      : withQuery(routes.signIn, { next })) as Route,
  );
}

/** For route handlers and actions: who asks, or null for a stranger. Asked once per request. */
export const currentActor = cache(async () => (await visitor()).actor);

/** `isStale`: there is a session, but what the provider said of its person is too old to count. */
const visitor = cache(async (): Promise<{ actor: Actor | null; isStale: boolean }> => {
  const { headers } = await import('next/headers');
  const { findSession } = await import('./sessions');
  const { isVouchedLately } = await import('./oidc-refresh');
  const session = await findSession(await headers());
  if (!session) return { actor: null, isStale: false };
  if (!(await isVouchedLately(session.personId, 'session'))) return { actor: null, isStale: true };
  return { actor: await loadActor(session.personId, session.sessionId), isStale: false };
});

/**
 * For the HTTP API: whose token the request carries, with what of their rights it was given. A cookie counts for
 * nothing there, so no page of somebody else's can act through a browser. Throws TokenRefused for all others.
 */
export async function requireTokenActor(headers: Headers): Promise<Actor> {
  const { isVouchedLately } = await import('./oidc-refresh');
  const { personId, grant, refuse } = await findToken(headers);
  if (!(await isVouchedLately(personId, 'token'))) return refuse('stale');
  return (await loadActor(personId, grant.id, grant)) ?? refuse('unknown');
}

/**
 * Throws AccessDenied unless the actor may do this to the object, and `not_found` where there is none: to whoever may
 * do it to their own, another team's object is a missing one. Without an object it asks whether the actor may do it
 * at all, and that is `denied`. The page mirrors the answer with `can`.
 */
export function authorize(
  actor: Actor,
  permission: Permission,
  object: { team?: string; name?: string } | null = {},
): void {
  if (!can(actor, permission)) throw new AccessDenied(permission, object ?? {});
  if (object === null) throw new AppError('not_found', `${permission}: no such object`);
  if (!can(actor, permission, object))
    throw new AccessDenied(permission, object, { isObject: true });
}

/**
 * Whoever asked for what others have approved since, as they may act by now; null where there is no such person any
 * more. What they asked for was pinned, so that this is no way to act in their name.
 */
export async function actorWhoAsked(email: string): Promise<Actor | null> {
  return loadByEmail(email, 'request');
}

/**
 * Whether whoever had something done later (at a date, at its turn, wave by wave) may have it done now, by their rights
 * of now. Every job asks at the moment in which it acts.
 */
export async function mayStill(
  email: string,
  permission: Permission,
  object: { team?: string; name?: string } = {},
): Promise<boolean> {
  const actor = await loadByEmail(email, 'job');
  return actor !== null && can(actor, permission, object);
}

/**
 * Whether what was begun by this session or token, and goes on, may still be read: it holds, and so does the right. Keeps
 * no session alive: nobody does anything by it.
 */
export async function stillReads(actor: Actor, team: string): Promise<boolean> {
  const { isSessionOpen } = await import('./sessions');
  const { isVouchedLately } = await import('./oidc-refresh');
  const { personId, sessionId, token } = actor;
  if (!(await (token ? isTokenOpen(token.id) : isSessionOpen(sessionId)))) return false;
  if (!(await isVouchedLately(personId, token ? 'token' : 'session'))) return false;
  const now = await loadActor(personId, sessionId, token);
  return now !== null && can(now, 'fleet.read', { team });
}

/** An actor for scripts and tests, which have no request. Never call it for one: it proves nothing. */
export async function actorFor(email: string): Promise<Actor> {
  const actor = await loadByEmail(email.toLowerCase(), 'script');
  if (!actor) throw new AppError('not_found', `nobody has the address ${email}`);
  return actor;
}

async function loadByEmail(email: string, sessionId: string): Promise<Actor | null> {
  const [person] = await (await db())
    .select({ id: people.id })
    .from(people)
    .where(eq(people.email, email));
  return person ? loadActor(person.id, sessionId) : null;
}

/** With the rights of now: of somebody from a provider, it is asked first; see isStillMember. */
async function loadActor(
  personId: string,
  sessionId: string,
  token?: TokenGrant,
): Promise<Actor | null> {
  const { isStillMember } = await import('./oidc-refresh');
  if (!(await isStillMember(personId))) return null;
  const rows = await (await db())
    .select({ person: people, team: memberships.team, isOwner: memberships.isOwner })
    .from(people)
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .where(eq(people.id, personId))
    .orderBy(memberships.team);
  const person = rows[0]?.person;
  // People seeded for a demo have no way in once the installation is no demo any more.
  if (!person || (person.isDemo && !env().SLUICE_DEMO)) return null;
  const actor: Omit<Actor, typeof actorBrand> = {
    personId: person.id,
    email: person.email,
    name: person.name,
    role: person.role,
    teams: rows.flatMap(({ team }) => team ?? []),
    owns: rows.flatMap(({ team, isOwner }) => (isOwner && team) || []),
    sessionId,
    ...(token ? { token } : {}),
  };
  return actor as Actor;
}
