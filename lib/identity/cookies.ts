import 'server-only';
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { cookies } from 'next/headers';
import type { SessionCookies } from './sessions';

/** Puts the session's cookies on the answer of a server action. */
export async function setCookies(lines: SessionCookies): Promise<void> {
  const jar = await cookies();
  for (const line of lines) {
    for (const [name, cookie] of parseSetCookieHeader(line))
      jar.set(name, cookie.value, toCookieOptions(cookie));
  }
}
