import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Person = { sub: string; name: string; email: string; groups: string[] };
type Exchange = [request: IncomingMessage, response: ServerResponse];

/** What of oidc-provider is used here; it ships no types. */
type Library = {
  callback(): (...exchange: Exchange) => void;
  interactionDetails(...exchange: Exchange): Promise<{
    params: Record<string, string>;
    session?: { accountId?: string };
  }>;
  interactionFinished(...exchange: [...Exchange, result: unknown]): Promise<void>;
  Grant: new (given: {
    accountId: string;
    clientId: string;
  }) => { addOIDCScope(scope: string): void; save(): Promise<string> };
};

export type Provider = {
  /** What the server needs to know of it. */
  env: Record<string, string>;
  /** Whoever can sign in there, by their subject, and in which groups they are by now. */
  people: Map<string, Person>;
  stop(): Promise<void>;
};

const scopes = ['openid', 'offline_access', 'profile', 'email', 'groups'];
const client = { id: 'sluice', secret: 'a secret of the journeys alone' };

/**
 * A certified OpenID provider, as another site: Sluice is at 127.0.0.1 and it at localhost, so that cookies are other
 * sites' to each other. Its own pages let one choose who one is, cancel, or have it fail.
 */
export async function startProvider(
  sluice: string,
  people: readonly Person[],
  groups: readonly Record<string, unknown>[],
): Promise<Provider> {
  // @ts-expect-error it ships no types
  const { default: Library } = (await import('oidc-provider')) as {
    default: new (issuer: string, configuration: unknown) => Library;
  };
  let handle: (...exchange: Exchange) => void = () => {};
  const server = createServer((...exchange) => handle(...exchange));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const known = new Map(people.map((person) => [person.sub, person]));
  const library = new Library(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${sluice}/sign-in/oidc/callback`],
        post_logout_redirect_uris: [`${sluice}/sign-in`],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'] },
    scopes,
    pkce: { required: () => true },
    cookies: { keys: ['a key of the journeys'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (context: { body: string }, form: string) => {
          context.body = pageOf(
            'Sign out of Example Corp?',
            `${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`,
          );
        },
      },
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/choose/${uid}` },
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_: unknown, sub: string) =>
      known.has(sub) ? { accountId: sub, claims: async () => known.get(sub) } : undefined,
  });
  const answer = library.callback();
  handle = (...exchange) => {
    if (!exchange[0].url?.startsWith('/choose/')) return answer(...exchange);
    void choose(library, known, ...exchange);
  };
  return {
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_SCOPES: scopes.join(' '),
      OIDC_NAME: 'Example Corp',
      OIDC_GROUPS: JSON.stringify(groups),
    },
    people: known,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** The provider's page: whoever has a session there need not choose again, unless they are asked to. */
async function choose(
  library: Library,
  people: Provider['people'],
  ...exchange: Exchange
): Promise<void> {
  const [request, response] = exchange;
  const { params, session } = await library.interactionDetails(...exchange);
  const chosen = new URL(request.url ?? '', 'http://any').searchParams.get('as');
  if (chosen === 'cancel') {
    const error_description = '<b>the person said no</b>';
    return library.interactionFinished(...exchange, { error: 'access_denied', error_description });
  }
  if (chosen === 'fail') return library.interactionFinished(...exchange, { error: 'server_error' });
  const isAgain = params.prompt?.split(' ').includes('login') === true;
  const sub = chosen ?? (isAgain ? undefined : session?.accountId);
  if (!sub) {
    const ways = [
      ...[...people.values()].map(({ sub, name }) => [sub, `Sign in as ${name}`]),
      ['cancel', 'Cancel'],
      ['fail', 'Break down'],
    ];
    const links = ways.map(([as, text]) => `<li><a href="?as=${as}">${text}</a></li>`);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      pageOf(
        isAgain ? 'Example Corp asks again who you are' : 'Example Corp',
        `<ul>${links.join('')}</ul>`,
      ),
    );
    return;
  }
  const grant = new library.Grant({ accountId: sub, clientId: params.client_id ?? '' });
  grant.addOIDCScope(params.scope ?? '');
  return library.interactionFinished(...exchange, {
    login: { accountId: sub, ts: Math.floor(Date.now() / 1000) },
    consent: { grantId: await grant.save() },
  });
}

function pageOf(title: string, body: string): string {
  return `<!doctype html><html lang="en"><title>${title}</title><link rel="icon" href="data:,"><h1>${title}</h1>${body}</html>`;
}
