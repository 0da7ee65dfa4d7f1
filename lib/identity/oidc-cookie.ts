import 'server-only';
import { ownCookie } from '../own-cookie';

/** As long as a visit to the provider may take. */
const maxAgeS = 600;

/** The cookie that binds a visit to the provider to this browser. `lax`: it is the provider that sends people back. */
export function oidcCookie(secret: string): string {
  return line(secret, maxAgeS);
}

export function clearOidcCookie(): string {
  return line('', 0);
}

export function readOidcCookie(headers: Headers): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const { name } = cookie();
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || null;
}

function line(value: string, maxAge: number): string {
  const { name, attributes } = cookie();
  const secure = attributes.secure ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

const cookie = () => ownCookie('oidc');
