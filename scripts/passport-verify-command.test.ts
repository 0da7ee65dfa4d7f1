import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../lib/canonical';
import { fingerprint, publicKeySchema, signText } from '../lib/passport/jws';
import { passportFormat } from '../lib/passport/types';
import { passportVerifyCommand } from './passport-verify-command';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = publicKeySchema.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
const own = fingerprint(publicKey);
const passport = {
  format: passportFormat,
  issuedAt: '2026-11-26T12:00:00.000Z',
  issuedBy: 'emil@example.com',
  subject: { kind: 'proxy', name: 'httpbin-dev', team: 'payments' },
  upstream: { url: 'https://httpbin.org' },
  template: { sha256: 'a'.repeat(64), version: '1' },
};
const files: Record<string, string> = {
  good: signText(canonicalJson(passport), privateKey),
  other: signText(canonicalJson({ format: 'something else' }), privateKey),
  jwks: JSON.stringify({ keys: [{ ...publicKey, kid: own }] }),
  jwk: JSON.stringify(publicKey),
};
const run = (...args: string[]) => passportVerifyCommand(args, (file) => files[file] ?? '');

describe('passport:verify', () => {
  it('says who issued what and when, and by which template', () => {
    const checked = run('good', '--key', own);
    expect(checked?.isGood).toBe(true);
    const text = checked?.lines.join('\n') ?? '';
    for (const said of ['httpbin-dev', 'emil@example.com', 'a'.repeat(64), own, 'one you expect'])
      expect(text).toContain(said);
  });

  it.each(['jwks', 'jwk'])('takes the key from a file: %s', (file) => {
    expect(run('good', '--key', file)?.isGood).toBe(true);
  });

  it('tells what it cannot say without a key, and refuses another one', () => {
    expect(run('good')?.lines.at(-1)).toContain('was not checked');
    expect(run('good', '--key', 'x'.repeat(43))?.isGood).toBe(false);
  });

  it('refuses what is signed and no passport, what is none, and a wrong call', () => {
    expect(run('other')?.isGood).toBe(false);
    expect(run('missing')?.isGood).toBe(false);
    expect(run()).toBeNull();
    expect(run('good', '--kee', own)).toBeNull();
  });
});
