import { fingerprint } from '@/lib/passport/jws';
import { passportKey } from '@/lib/passport/key';

export const dynamic = 'force-dynamic';

/** The public key that passports are signed with, as a JWK set (RFC 7517). Open to all: an auditor has no account. */
export async function GET(): Promise<Response> {
  const { publicKey } = await passportKey();
  const key = { ...publicKey, alg: 'EdDSA', use: 'sig', kid: fingerprint(publicKey) };
  return Response.json({ keys: [key] }, { headers: { 'cache-control': 'no-store' } });
}
