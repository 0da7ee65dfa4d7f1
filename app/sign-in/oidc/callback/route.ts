import { clearOidcCookie, readOidcCookie } from '@/lib/identity/oidc-cookie';
import { type Arrival, finishOidc } from '@/lib/identity/oidc-flow';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';

/** Where the provider sends people back to. Whatever it says beside the standard's parameters stays unread. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const secret = readOidcCookie(request.headers);
  const arrival = await finishOidc(searchParams, secret, request.headers);
  const headers = new Headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  headers.append('set-cookie', clearOidcCookie());
  if (arrival.kind === 'in') for (const line of arrival.cookies) headers.append('set-cookie', line);
  const { next } = arrival;
  headers.set('location', arrival.kind === 'refused' ? refusalHref(arrival) : next);
  return new Response(null, { status: 303, headers });
}

/** Who is signed in and was asked again is told where they were asked; everybody else where one signs in. */
function refusalHref({ why, next, isConfirming }: Extract<Arrival, { kind: 'refused' }>): string {
  return isConfirming
    ? withQuery(routes.confirm, { oidc: why })
    : withQuery(routes.signIn, { oidc: why, next });
}
