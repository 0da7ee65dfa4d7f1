import 'server-only';
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../canonical';

/** An Ed25519 public key (RFC 8037). */
export const publicKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

export type PublicKey = z.output<typeof publicKeySchema>;

const headerSchema = z.strictObject({
  alg: z.literal('EdDSA'),
  typ: z.literal('sluice-passport'),
  kid: z.string(),
  jwk: z.strictObject(publicKeySchema.shape),
});

export type Fault =
  | 'form'
  /** What was signed is not what stands there. */
  | 'signature'
  /** Signed well, and by another key than the one that was expected. */
  | 'key';

export type Verified = { ok: true; payload: string; kid: string } | { ok: false; fault: Fault };

/** The key's thumbprint (RFC 7638): what a person compares. */
export function fingerprint({ crv, kty, x }: PublicKey): string {
  return createHash('sha256').update(canonicalJson({ crv, kty, x })).digest('base64url');
}

/** Signs a text as a compact JWS (RFC 7515) that carries its own public key. */
export function signText(payload: string, privateKey: KeyObject): string {
  const { kty, crv, x } = publicKeySchema.parse(
    createPublicKey(privateKey).export({ format: 'jwk' }),
  );
  const jwk = { kty, crv, x };
  const header = { alg: 'EdDSA', typ: 'sluice-passport', kid: fingerprint(jwk), jwk };
  const signed = `${encoded(canonicalJson(header))}.${encoded(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

/**
 * Reads a compact JWS of ours, without a network. `expected`: the fingerprint that it must be signed with; without it
 * only that nothing was changed since is known, and not by whom it was signed. Any other byte is found: what is not
 * written as we write it is refused.
 */
export function verifyText(text: string, expected: string | null): Verified {
  const parts = text.split('.');
  const [header = '', payload = '', signature = ''] = parts.map(decoded);
  if (parts.length !== 3 || parts.some((part) => !isCanonical(part))) return fault('form');
  const parsed = headerSchema.safeParse(jsonOf(header.toString()));
  if (!parsed.success || canonicalJson(parsed.data) !== header.toString()) return fault('form');
  const { jwk, kid } = parsed.data;
  if (kid !== fingerprint(jwk)) return fault('signature');
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')));
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (!verify(null, signed, key, Buffer.from(signature))) return fault('signature');
  if (expected !== null && kid !== expected) return fault('key');
  return { ok: true, payload: payload.toString(), kid };
}

const encoded = (text: string) => Buffer.from(text).toString('base64url');
const decoded = (text: string) => Buffer.from(text, 'base64url');

/** The last letter of base64url may hold bits that say nothing; there is one way to write what we write. */
function isCanonical(part: string): boolean {
  return part !== '' && decoded(part).toString('base64url') === part;
}

function fault(of: Fault): Verified {
  return { ok: false, fault: of };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
