import 'server-only';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { eq, lt } from 'drizzle-orm';
import * as client from 'openid-client';
import { z } from 'zod';
import { recordAudit } from '../audit/mutations';
import { db } from '../db/database';
import { verifications } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { log } from '../log';
import { keepConfirmed } from './confirmation';
import { callbackUrl, oidcClient } from './oidc-client';
import { groupsOfClaim, membershipOf } from './oidc-groups';
import {
  type Claims,
  claimsSchema,
  keepPerson,
  type OidcRefusal,
  OidcRefused,
} from './oidc-people';
import { findSession, type SessionCookies, startSession } from './sessions';

/** How long a person may take at the provider. */
const flowMs = 10 * 60_000;
/** To be confirmed, a person has signed in there this lately. */
const freshS = 60;

/** What is kept between leaving for the provider and coming back; its row is deleted by whoever comes back first. */
const flowSchema = z.object({
  verifier: z.string(),
  nonce: z.string(),
  /** SHA-256 of the secret that this browser alone holds: a callback in another browser is nobody's. */
  browser: z.string(),
  next: z.string(),
  /** Set where a signed-in person is asked again who they are. */
  confirms: z.object({ sessionId: z.string(), personId: z.string() }).nullable(),
});

type Flow = z.output<typeof flowSchema>;

export type Departure = { url: URL; secret: string };

/**
 * Begins to sign in, or with `confirms` to say again who one is. Answers where to send the browser, and the secret that
 * it keeps meanwhile. Throws `unavailable` while the provider does not answer.
 */
export async function beginOidc(given: {
  next: string;
  confirms: Flow['confirms'];
  /** They have been here, and come again for the sake of their groups: nothing is asked that need not be. */
  isAgain?: boolean;
}): Promise<Departure> {
  const config = await oidcClient();
  const [state, secret, nonce] = [token(), token(), client.randomNonce()];
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callbackUrl(),
    scope: env().OIDC_SCOPES,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(given.confirms ? { prompt: 'login', max_age: '0' } : {}),
    // Some providers give a refresh token to those alone who consent to it each time.
    ...(!given.confirms && !given.isAgain && / offline_access( |$)/.test(env().OIDC_SCOPES)
      ? { prompt: 'consent' }
      : {}),
  });
  const database = await db();
  await database.delete(verifications).where(lt(verifications.expiresAt, new Date()));
  await database.insert(verifications).values({
    id: token(),
    identifier: identifierOf(state),
    value: JSON.stringify({ ...given, verifier, nonce, browser: hashOf(secret) }),
    expiresAt: new Date(Date.now() + flowMs),
  });
  return { url, secret };
}

/**
 * Why a visit to the provider led nowhere. `restart`: nobody left from here for it, or not in this browser, or too long
 * ago. `cancelled`: the provider says that the person, or it itself, said no.
 */
type Refusal = OidcRefusal | 'restart' | 'cancelled' | 'provider' | 'unreached';

/** How a visit to the provider ended. `isConfirming`: it was a signed-in person, asked again who they are. */
export type Arrival =
  | { kind: 'in'; next: string; cookies: SessionCookies }
  | { kind: 'confirmed'; next: string }
  | { kind: 'refused'; next: string; why: Refusal; isConfirming: boolean };

/**
 * Takes up what `beginOidc` began, once: code, state, nonce, verifier, issuer and signature are all checked before
 * anybody is let in, and each refusal leaves a row.
 */
export async function finishOidc(
  search: URLSearchParams,
  secret: string | null,
  headers: Headers,
): Promise<Arrival> {
  const flow = await takeFlow(search.get('state'), secret);
  if (!flow) return refused({ next: '/', confirms: null }, 'restart', null);
  const { next, confirms } = flow;
  let claims: Claims | null = null;
  try {
    const granted = await grant(search, flow);
    claims = granted.claims;
    if (confirms) return await confirm(granted.claims, { next, confirms }, headers);
    const personId = await keepPerson(claims, granted.membership, granted.refreshToken);
    return { kind: 'in', next, cookies: await startSession(personId, 'oidc', headers) };
  } catch (error) {
    log.warn('oidc.refused', saidBy(error));
    return refused(flow, whyOf(error), claims);
  }
}

function whyOf(error: unknown): Refusal {
  if (error instanceof OidcRefused) return error.why;
  if (error instanceof AppError && error.code === 'unavailable') return 'unreached';
  // RFC 6749, 4.1.2.1: the person or the provider denied the request. Its words are not ours to show.
  const isNo =
    error instanceof client.AuthorizationResponseError && error.error === 'access_denied';
  return isNo ? 'cancelled' : 'provider';
}

/** The row of this state, if this browser left with it; whoever asks next finds nothing. */
async function takeFlow(state: string | null, secret: string | null) {
  if (!state || state.length > 200) return null;
  const rows = await (await db())
    .delete(verifications)
    .where(eq(verifications.identifier, identifierOf(state)))
    .returning();
  const [row] = rows;
  if (!row || row.expiresAt <= new Date() || !secret) return null;
  const flow = flowSchema.parse(JSON.parse(row.value));
  const [held, asked] = [Buffer.from(hashOf(secret)), Buffer.from(flow.browser)];
  if (held.length !== asked.length || !timingSafeEqual(held, asked)) return null;
  return { ...flow, state };
}

async function grant(
  search: URLSearchParams,
  { verifier, nonce, state, confirms }: NonNullable<Awaited<ReturnType<typeof takeFlow>>>,
) {
  const config = await oidcClient();
  const current = new URL(`${callbackUrl()}?${search}`);
  const tokens = await client.authorizationCodeGrant(config, current, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    ...(confirms ? { maxAge: freshS } : {}),
  });
  const said = tokens.claims() ?? {};
  const claims = await completed(config, tokens, said);
  const membership = membershipOf(
    env().OIDC_GROUPS ?? [],
    groupsOfClaim(claims[env().OIDC_GROUPS_CLAIM]),
  );
  if (!membership) throw new OidcRefused('groups');
  return { claims: claimsSchema.parse(claims), membership, refreshToken: tokens.refresh_token };
}

/** Many providers say groups and addresses at their userinfo endpoint only. */
async function completed(
  config: client.Configuration,
  { access_token }: client.TokenEndpointResponse,
  said: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const isWhole = said.email !== undefined && said[env().OIDC_GROUPS_CLAIM] !== undefined;
  if (isWhole || !config.serverMetadata().userinfo_endpoint) return said;
  const more = await client.fetchUserInfo(config, access_token, String(said.sub));
  return { ...more, ...said };
}

async function confirm(
  { sub }: Claims,
  flow: { next: string; confirms: NonNullable<Flow['confirms']> },
  headers: Headers,
): Promise<Arrival> {
  const { sessionId, personId } = flow.confirms;
  const session = await findSession(headers);
  if (session?.sessionId !== sessionId || session.personId !== personId)
    return refused(flow, 'restart', null);
  await keepConfirmed({ sessionId, personId, sub });
  return { kind: 'confirmed', next: flow.next };
}

/** Messages alone: what the library hangs on its errors holds claims, tokens and keys. */
function saidBy(error: unknown): { said: string; because: string | null } {
  if (!(error instanceof Error)) return { said: String(error), because: null };
  return {
    said: error.message,
    because: error.cause instanceof Error ? error.cause.message : null,
  };
}

async function refused(
  { next, confirms }: Pick<Flow, 'next' | 'confirms'>,
  why: Refusal,
  claims: Claims | null,
): Promise<Arrival> {
  await recordAudit(await db(), {
    actor: 'system',
    action: 'session.refused',
    object: claims?.email ?? null,
    detail: { method: 'oidc', why, ...(claims ? { subject: claims.sub } : {}) },
  });
  return { kind: 'refused', next, why, isConfirming: confirms !== null };
}

function identifierOf(state: string): string {
  return `oidc:${hashOf(state)}`;
}

function token(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
