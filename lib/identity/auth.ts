import 'server-only';
import type { BetterAuthPlugin } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { betterAuth } from 'better-auth/minimal';
import { z } from 'zod';
import { type Database, db } from '../db/database';
import { accounts, people, sessions, verifications } from '../db/schema';
import { env } from '../env';
import { ownCookie } from '../own-cookie';
import { installationSecret } from './installation-secret';

/** A session ends after this long without a request. */
const idleS = 8 * 60 * 60;
/** How often a live session's end is pushed back: a write per request would buy nothing. */
const renewS = 5 * 60;

export type Auth = Awaited<ReturnType<typeof createAuth>>;

const made = new WeakMap<Database, Promise<Auth>>();

/** The identity library on the process's database. */
export async function auth(): Promise<Auth> {
  const database = await db();
  const found = made.get(database) ?? createAuth(database);
  made.set(database, found);
  found.catch(() => made.delete(database));
  return found;
}

/** The identity library on a database or a transaction, so that what it writes stands or falls with an audit row. */
export async function createAuth(database: Database) {
  return betterAuth({
    appName: 'Sluice',
    baseURL: env().SLUICE_URL ?? 'http://127.0.0.1',
    secret: await installationSecret(database),
    database: drizzleAdapter(database, {
      provider: 'pg',
      schema: { user: people, session: sessions, account: accounts, verification: verifications },
      transaction: false,
    }),
    user: {
      additionalFields: {
        // `input: false`: nobody gives themselves a role.
        role: { type: 'string', required: true, defaultValue: 'member', input: false },
        isDemo: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    emailAndPassword: { enabled: true, disableSignUp: true },
    // No cookieCache: it would serve roles and sessions that have ended.
    session: { expiresIn: idleS, updateAge: renewS, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: 'sluice',
      // The library knows `__Secure-` only; `__Host-` also pins the cookie to this host and path.
      useSecureCookies: false,
      cookies: {
        session_token: ownCookie('session'),
      },
    },
    logger: { level: 'error' },
    telemetry: { enabled: false },
    plugins: [sessionStart],
  });
}

/**
 * Starts a session for a person who has proved who they are. It has no route: only server code that holds the
 * library can call it. The cookie ends with the browser; the database decides when the session does.
 */
const sessionStart = {
  id: 'session-start',
  endpoints: {
    startSession: createAuthEndpoint(
      { method: 'POST', body: z.object({ personId: z.string() }), requireHeaders: true },
      async (context) => {
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(context.body.personId);
        if (!user) return null;
        const session = await internalAdapter.createSession(user.id, false);
        await setSessionCookie(context, { session, user }, false, { maxAge: undefined });
        return { sessionId: session.id };
      },
    ),
  },
} satisfies BetterAuthPlugin;
