import 'server-only';
import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { people, sessions } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { addressOf } from './address';
import { countAttempt } from './attempts';
import { auth, createAuth } from './auth';
import { endsAtProvider } from './oidc-end';
import { passwordProviderId } from './types';

/** However busy, a session ends a day after it began. */
export const sessionLifetimeMaxMs = 24 * 60 * 60 * 1000;
/** Longer than any password the library takes; what is longer is no password but a load. */
const passwordLengthMax = 128;

/** A cookie to set, as `Set-Cookie` lines. */
export type SessionCookies = string[];

/** The session that a request's cookie proves, or null: unsigned, unknown, idle for 8 hours or older than 24. */
export async function findSession(
  headers: Headers,
): Promise<{ sessionId: string; personId: string } | null> {
  const found = await (await auth()).api.getSession({ headers });
  if (!found) return null;
  if (found.session.createdAt.getTime() + sessionLifetimeMaxMs < Date.now()) {
    await (await db()).delete(sessions).where(eq(sessions.id, found.session.id));
    return null;
  }
  return { sessionId: found.session.id, personId: found.user.id };
}

/** Whether a session has not ended; unlike findSession this does not count as using it. */
export async function isSessionOpen(id: string): Promise<boolean> {
  const [row] = await (await db()).select().from(sessions).where(eq(sessions.id, id));
  const now = Date.now();
  return (
    row !== undefined &&
    row.expiresAt.getTime() > now &&
    row.createdAt.getTime() + sessionLifetimeMaxMs > now
  );
}

/**
 * Signs in with a password. Throws `denied` alike for an unknown address and a wrong password, in about the same
 * time, and `throttled` after too many attempts. Each attempt leaves an audit row.
 */
export async function signIn(
  given: { email: string; password: string },
  headers: Headers,
): Promise<SessionCookies> {
  const email = given.email.trim().toLowerCase();
  const forget = await countAttempt(email, addressOf(headers));
  const personId = await checkPassword(email, given.password);
  if (!personId) {
    await recordAudit(await db(), {
      actor: 'system',
      action: 'session.refused',
      object: email,
      detail: { method: 'password' },
    });
    throw new AppError('denied', 'unknown address or wrong password');
  }
  const cookies = await startSession(personId, 'password', headers);
  await forget();
  return cookies;
}

/** Signs in as one of the demo's seeded people; `not_found` outside the demo and for everyone else. */
export async function signInAs(personId: string, headers: Headers): Promise<SessionCookies> {
  const person = env().SLUICE_DEMO ? await findPerson(personId) : null;
  if (!person?.isDemo) throw new AppError('not_found', 'no such person to sign in as');
  return startSession(personId, 'demo', headers);
}

/**
 * Ends the request's session, if it has one; answers the cookies that clear the browser's, and whether the person has one
 * at their provider that can be ended too.
 */
export async function signOut(
  headers: Headers,
): Promise<{ cookies: SessionCookies; goesOnAtProvider: boolean }> {
  const session = await findSession(headers);
  const cookies = await (await db()).transaction(async (tx) => {
    const person = session ? await findPerson(session.personId, tx) : null;
    const { headers: answer } = await (await createAuth(tx)).api.signOut({
      headers,
      returnHeaders: true,
    });
    if (session && person)
      await recordAudit(tx, { actor: person, action: 'session.end', object: session.sessionId });
    return answer.getSetCookie();
  });
  return {
    cookies,
    goesOnAtProvider: session !== null && (await endsAtProvider(session.personId)),
  };
}

/** Starts a session for a person who has proved who they are, and ends the request's former one. */
export async function startSession(
  personId: string,
  method: 'password' | 'demo' | 'oidc',
  headers: Headers,
): Promise<SessionCookies> {
  const former = await findSession(headers);
  return (await db()).transaction(async (tx) => {
    const person = await findPerson(personId, tx);
    if (!person) throw new AppError('denied', 'the person is gone');
    // A session is never handed from one person or proof to the next.
    if (former) await tx.delete(sessions).where(eq(sessions.id, former.sessionId));
    const started = await (await createAuth(tx)).api.startSession({
      body: { personId },
      headers,
      returnHeaders: true,
    });
    if (!started.response) throw new AppError('denied', 'the person is gone');
    await recordAudit(tx, {
      actor: person,
      action: 'session.start',
      object: started.response.sessionId,
      detail: { method },
    });
    return started.headers.getSetCookie();
  });
}

/** The id of the person with this address and password; null for an unknown one in about the same time. */
export async function checkPassword(email: string, password: string): Promise<string | null> {
  if (password.length > passwordLengthMax) return null;
  const { internalAdapter, password: passwords } = await (await auth()).$context;
  const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  const hash = found?.accounts.find(
    (account) => account.providerId === passwordProviderId,
  )?.password;
  if (!found || !hash) {
    // As much work as a real check, so that time does not tell who exists.
    await passwords.hash(password);
    return null;
  }
  return (await passwords.verify({ hash, password })) ? found.user.id : null;
}

async function findPerson(id: string, on?: Awaited<ReturnType<typeof db>>) {
  const [person] = await (on ?? (await db())).select().from(people).where(eq(people.id, id));
  return person ?? null;
}
