import 'server-only';
// Certified for OpenID Connect by its author's own account of it: state, nonce, PKCE, issuer and signatures are its work.
import * as client from 'openid-client';
import { env } from '../env';
import { AppError } from '../errors';
import { routes } from '../routes';

/** A provider that takes longer is taken for down. */
const timeoutS = 8;
/** How long what the provider says of itself is trusted. */
const discoveryMs = 10 * 60_000;

let known: { issuer: string; at: number; config: Promise<client.Configuration> } | null = null;

/** Whether people sign in by a provider here, and what it is called. */
export function oidcName(): string | null {
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return OIDC_ISSUER ? OIDC_NAME : null;
}

/** Under which name accounts of the configured provider are kept; a `sub` means something with its issuer only. */
export function oidcProviderId(): string {
  return `oidc:${env().OIDC_ISSUER ?? ''}`;
}

/** Where the provider sends people back to: registered there. */
export function callbackUrl(): string {
  return `${ownUrl()}${routes.oidcCallback}`;
}

/** The origin that the provider knows this installation by. */
export function ownUrl(): string {
  const { SLUICE_URL, PORT } = env();
  return SLUICE_URL ?? `http://127.0.0.1:${PORT}`;
}

/** The provider as its discovery document has it. Throws `unavailable` while it does not answer. */
export async function oidcClient(): Promise<client.Configuration> {
  const { OIDC_ISSUER: issuer } = env();
  if (!issuer) throw new AppError('not_found', 'no provider is configured');
  const isFresh = known?.issuer === issuer && Date.now() - known.at < discoveryMs;
  if (!known || !isFresh) known = { issuer, at: Date.now(), config: discover(issuer) };
  const { config } = known;
  try {
    return await config;
  } catch (cause) {
    if (known?.config === config) known = null;
    throw new AppError('unavailable', `${issuer} does not answer`, { cause });
  }
}

async function discover(issuer: string): Promise<client.Configuration> {
  const { OIDC_CLIENT_ID: id = '', OIDC_CLIENT_SECRET: secret } = env();
  const config = await client.discovery(
    new URL(issuer),
    id,
    secret,
    secret ? client.ClientSecretPost(secret) : client.None(),
    {
      timeout: timeoutS,
      execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
    },
  );
  config.timeout = timeoutS;
  // A token's signature is checked too, not only the TLS that it came by.
  client.enableNonRepudiationChecks(config);
  return config;
}
