import 'server-only';
import { and, eq } from 'drizzle-orm';
import * as client from 'openid-client';
import { db } from '../db/database';
import { accounts } from '../db/schema';
import { env } from '../env';
import { routes, signedOutState } from '../routes';
import { oidcClient, oidcProviderId, ownUrl } from './oidc-client';

/** For how long a provider that did not answer is not asked for this again: pages wait for it. */
const silentMs = 60_000;

let silent: { issuer: string; at: number } | null = null;

/**
 * Whether this person's session at the provider can be ended from here: they came by it, and it announces where
 * (OpenID Connect RP-Initiated Logout). False while it does not answer: signing out here never waits for it long.
 */
export async function endsAtProvider(personId: string): Promise<boolean> {
  if (!env().OIDC_ISSUER) return false;
  const [account] = await (await db())
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.userId, personId), eq(accounts.providerId, oidcProviderId())));
  return account !== undefined && (await endSessionUrl()) !== null;
}

/**
 * Where a browser goes to end its session at the provider, which sends it back to the sign-in page; null where there is
 * no such place. Named by the client alone: an ID token as the hint would have to be kept, and would stand in addresses.
 */
export async function endSessionUrl(): Promise<URL | null> {
  const { OIDC_ISSUER: issuer } = env();
  const isSilent = silent !== null && silent.issuer === issuer && Date.now() - silent.at < silentMs;
  if (!issuer || isSilent) return null;
  try {
    const config = await oidcClient();
    if (!config.serverMetadata().end_session_endpoint) return null;
    return client.buildEndSessionUrl(config, {
      post_logout_redirect_uri: `${ownUrl()}${routes.signIn}`,
      state: signedOutState,
    });
  } catch {
    silent = { issuer, at: Date.now() };
    return null;
  }
}
