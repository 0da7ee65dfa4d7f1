import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical';
import { fingerprint, publicKeySchema, signText, verifyText } from './jws';

const { privateKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').privateKey;
const own = fingerprint(
  publicKeySchema.parse(createPublicKey(privateKey).export({ format: 'jwk' })),
);
const payload = canonicalJson({ subject: 'httpbin-dev', 日本語: '証跡', limit: 20 });
const signed = signText(payload, privateKey);

describe('a signed passport', () => {
  it('is read as it was signed, and only with the key that is expected', () => {
    expect(verifyText(signed, own)).toEqual({ ok: true, payload, kid: own });
    expect(verifyText(signed, null)).toMatchObject({ ok: true });
    expect(verifyText(signText(payload, other), own)).toEqual({ ok: false, fault: 'key' });
  });

  it('is found out wherever one byte is another one', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \n';
    fc.assert(
      fc.property(fc.nat({ max: signed.length - 1 }), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(signed[at] !== letter);
        const altered = `${signed.slice(0, at)}${letter}${signed.slice(at + 1)}`;
        expect(verifyText(altered, null).ok).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is found out where a byte is missing or added', () => {
    fc.assert(
      fc.property(fc.nat({ max: signed.length - 1 }), fc.string({ minLength: 1 }), (at, more) => {
        expect(verifyText(signed.slice(0, at) + signed.slice(at + 1), null).ok).toBe(false);
        expect(verifyText(signed.slice(0, at) + more + signed.slice(at), null).ok).toBe(false);
      }),
    );
  });

  it('is a JWS of RFC 8037 that others can verify: its own example’s key signs and verifies alike', () => {
    // RFC 8037, appendix A.1 and A.3.
    const key = {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    };
    expect(fingerprint(publicKeySchema.parse(key))).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
    const text = signText('x', createPrivateKey({ key, format: 'jwk' }));
    const [header, body, signature] = text.split('.');
    const isGood = verify(
      null,
      Buffer.from(`${header}.${body}`),
      createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: 'jwk' }),
      Buffer.from(signature ?? '', 'base64url'),
    );
    expect(isGood).toBe(true);
  });
});

it('the same facts are the same bytes, whatever the order they came in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (facts) => {
      const turned = Object.fromEntries(Object.entries(facts).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(facts));
      expect(JSON.parse(canonicalJson(facts))).toEqual(JSON.parse(JSON.stringify(facts)));
    }),
  );
});
