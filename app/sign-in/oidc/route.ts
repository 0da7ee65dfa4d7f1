import { AppError } from '@/lib/errors';
import { currentActor } from '@/lib/identity/gate';
import { oidcCookie } from '@/lib/identity/oidc-cookie';
import { beginOidc } from '@/lib/identity/oidc-flow';
import { localPath } from '@/lib/local-path';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

/**
 * Sends a browser to the provider: to sign in, with `again=1` to have groups asked again of a person it knows, or with
 * `confirm=1` to have a signed-in person say again who they are.
 */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const actor = searchParams.get('confirm') === '1' ? await currentActor() : null;
  const next = localPath(searchParams.get('next'), actor ? routes.confirm : routes.home);
  try {
    const confirms = actor && { sessionId: actor.sessionId, personId: actor.personId };
    const { url, secret } = await beginOidc({
      next,
      confirms,
      isAgain: searchParams.get('again') === '1',
    });
    return redirectTo(url.href, oidcCookie(secret));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const why = error.code === 'not_found' ? null : 'unreached';
    return redirectTo(
      actor
        ? withQuery(routes.confirm, { oidc: why })
        : withQuery(routes.signIn, { oidc: why, next }),
    );
  }
}

function redirectTo(location: string, cookie?: string): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  if (cookie) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
