import 'server-only';
import { env } from './env';

/** How one of our cookies is called, and its attributes. Over TLS the name has a browser pin it to this host and path. */
export function ownCookie(name: string) {
  const secure = env().SLUICE_URL?.startsWith('https:') ?? false;
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return { name: `${secure ? '__Host-' : ''}sluice-${name}`, attributes };
}
