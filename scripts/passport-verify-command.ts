import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fingerprint, publicKeySchema, verifyText } from '../lib/passport/jws';
import { passportFormat } from '../lib/passport/types';

export type Checked = { isGood: boolean; lines: string[] };

/** Null for a wrong call. `read` gives a file's text. */
export function passportVerifyCommand(
  args: readonly string[],
  read: (file: string) => string,
): Checked | null {
  const [file, option, key, ...rest] = args.filter((arg) => arg !== '--print');
  if (!file || rest.length > 0 || (option !== undefined && (option !== '--key' || !key)))
    return null;
  const expected = key === undefined ? null : expectedKey(key, read);
  const verified = verifyText(read(file), expected);
  if (!verified.ok) return { isGood: false, lines: [`NOT VALID: ${faults[verified.fault]}`] };
  const parsed = passportSchema.safeParse(JSON.parse(verified.payload));
  if (!parsed.success) return { isGood: false, lines: ['NOT VALID: signed, but no passport'] };
  const { subject, issuedAt, issuedBy, template, upstream, proxies } = parsed.data;
  return {
    isGood: true,
    lines: [
      `Valid: nothing was changed since it was signed.`,
      `Subject         ${subject.kind} ${subject.name} (team ${subject.team})`,
      ...(upstream ? [`May call        ${upstream.url}`] : []),
      ...(proxies
        ? [`Called by       ${proxies.rows.map((row) => row.subject.name).join(', ') || 'nobody'}`]
        : []),
      `Issued          ${issuedAt} by ${issuedBy}`,
      ...(template
        ? [`Template        ${template.sha256 ?? 'not known'}, version ${template.version}`]
        : []),
      `Content SHA-256 ${createHash('sha256').update(verified.payload).digest('hex')}`,
      `Signing key     ${verified.kid}`,
      expected === null
        ? 'Whose key that is was not checked: compare it with the one you were given, or pass --key.'
        : 'The key is the one you expect.',
      ...(args.includes('--print') ? [verified.payload] : []),
    ],
  };
}

const faults = {
  form: 'this is no passport as Sluice writes it, or a byte of it is another one',
  signature: 'what was signed is not what stands here',
  key: 'it is signed by another key than the one you expect',
};

const passportSchema = z.object({
  format: z.literal(passportFormat),
  issuedAt: z.string(),
  issuedBy: z.string(),
  subject: z.object({ kind: z.string(), name: z.string(), team: z.string() }),
  upstream: z.object({ url: z.string() }).optional(),
  template: z.object({ sha256: z.string().nullable(), version: z.string() }).optional(),
  proxies: z
    .object({ rows: z.array(z.object({ subject: z.object({ name: z.string() }) })) })
    .optional(),
});

const keySetSchema = z.object({ keys: z.tuple([publicKeySchema]) });

/** A fingerprint is 43 letters of base64url; all else names a file with a JWK, or a set of one. */
function expectedKey(key: string, read: (file: string) => string): string {
  if (/^[A-Za-z0-9_-]{43}$/.test(key)) return key;
  const json: unknown = JSON.parse(read(key));
  const set = keySetSchema.safeParse(json);
  return fingerprint(set.success ? set.data.keys[0] : publicKeySchema.parse(json));
}
