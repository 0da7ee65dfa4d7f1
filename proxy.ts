import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy, securityHeaders } from './lib/csp';
import { tellForeign } from './lib/foreign-actions';
import { isForeignAction } from './lib/origin';

/**
 * Sets the security headers. The policy stands on the request too: there Next reads the nonce for its own scripts.
 * Who may see what is decided by the gate (`lib/identity/gate.ts`), not here.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  // Where a stranger comes back to after signing in: pages are not told their own path.
  headers.set('x-sluice-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = isForeignAction(request.method, request.headers)
    ? await refuse(request)
    : NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(securityHeaders(isTls(request))))
    response.headers.set(name, value);
  return response;
}

/** Next would refuse it too, but nobody would hear of it. */
async function refuse({ headers, nextUrl }: NextRequest): Promise<NextResponse> {
  await tellForeign(headers, nextUrl.pathname);
  return NextResponse.json({ code: 'denied' }, { status: 403 });
}

/** Behind a load balancer the last hop is plain; what the client spoke is in `x-forwarded-proto`. */
function isTls(request: NextRequest): boolean {
  const forwarded = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  return (forwarded ?? request.nextUrl.protocol.replace(':', '')) === 'https';
}

export const config = {
  // Built files carry their own headers and no nonce.
  matcher: ['/((?!_next/static|_next/image).*)'],
};
