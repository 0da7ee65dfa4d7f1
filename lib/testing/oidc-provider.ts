import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Person = {
  sub: string;
  name?: string;
  email: string;
  email_verified?: boolean;
  groups: string[];
};

/** What of oidc-provider is used here; it ships no types. */
type Provider = {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionDetails(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<{ params: Record<string, string> }>;
  interactionFinished(
    request: IncomingMessage,
    response: ServerResponse,
    result: unknown,
  ): Promise<void>;
  Grant: new (given: {
    accountId: string;
    clientId: string;
  }) => {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  };
  Client: { find(id: string): Promise<unknown> };
};

export type OidcServer = {
  issuer: string;
  /** Whoever comes to sign in is this person. */
  person: Person;
  /** While true nobody gets a new token. */
  isRevoked: boolean;
  close(): Promise<void>;
};

/** A certified provider on loopback whose login page lets in whoever `person` is, at once. */
export async function startOidc(redirectUri: string): Promise<OidcServer> {
  // @ts-expect-error it ships no types
  const { default: Provider } = (await import('oidc-provider')) as {
    default: new (issuer: string, configuration: unknown) => Provider;
  };
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: OidcServer = {
    issuer,
    person: { sub: 'u1', name: 'Pia', email: 'pia@example.com', groups: ['pay'] },
    isRevoked: false,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'sluice',
        client_secret: 'a secret of the tests alone',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL('/sign-in', redirectUri).href],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    scopes: ['openid', 'offline_access', 'profile', 'email', 'groups'],
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/login' },
    rotateRefreshToken: true,
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_: unknown, id: string) =>
      state.isRevoked ? undefined : { accountId: id, claims: async () => state.person },
  });
  const answer = provider.callback();
  handle = (request, response) => {
    if (request.url?.startsWith('/login')) void letIn(provider, state, request, response);
    else answer(request, response);
  };
  return state;
}

async function letIn(
  provider: Provider,
  { person }: OidcServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id ?? '' });
  grant.addOIDCScope(params.scope ?? '');
  const result = {
    login: { accountId: person.sub, ts: Math.floor(Date.now() / 1000) },
    consent: { grantId: await grant.save() },
  };
  await provider.interactionFinished(request, response, result);
}

/** Follows a departure through the provider's pages as a browser does; answers the callback's parameters. */
export async function throughProvider(url: URL, callback: string): Promise<URLSearchParams> {
  const jar = new Map<string, string>();
  let at = url;
  for (let hop = 0; hop < 12; hop += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const text of answer.headers.getSetCookie()) {
      const [pair = ''] = text.split(';');
      const [name = '', ...rest] = pair.split('=');
      jar.set(name, rest.join('='));
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`);
    at = new URL(location, at);
    if (at.href.startsWith(callback)) return at.searchParams;
  }
  throw new Error('the provider never sent back');
}
