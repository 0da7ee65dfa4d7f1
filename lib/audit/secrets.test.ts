import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, isSecretName, masked, withoutSecrets } from './secrets';

const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'];
/** As API Gateway makes its keys: forty letters and digits, of each kind at least one. */
const keyValue = fc
  .array(fc.constantFrom(...letters), { minLength: 40, maxLength: 40 })
  .map((all) => all.join(''))
  .filter((text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text));
const secret = fc.oneof(
  keyValue,
  keyValue.map((text) => `sluice_pat_${text}`),
  keyValue.map((text) => `Bearer ${text}`),
  keyValue.map((text) => `whsec_${text}`),
);
const plain = fc.constantFrom('httpbin-dev', 'https://api.example.com/v1', 'payments', '20', 'ja');

describe('what is written down', () => {
  it('holds no value that looks like a secret, wherever it stands', () => {
    fc.assert(
      fc.property(secret, plain, plain, (value, before, name) => {
        const row = { [name]: `${before} ${value}`, list: [{ deep: value }] };
        const raw = value.replace(/^(sluice_pat_|Bearer |whsec_)/, '');
        expect(JSON.stringify(withoutSecrets(row))).not.toContain(raw);
      }),
    );
  });

  it('keeps what is none', () => {
    const row = {
      runId: 'run_0123456789abcdef01234567',
      stack:
        'arn:aws:cloudformation:ap-northeast-1:123456789012:stack/sluice-proxy-a/0a1b2c3d-0000-11ee-8000-0a58a9feac02',
      keyId: 'abc123def4',
      list: [1, null, true, 'vpce-0123456789abcdef0'],
    };
    expect(withoutSecrets(row)).toEqual(row);
  });

  it.each(['password', 'clientSecret', 'authorization', 'apiKeyValue', 'signingSecret', 'cookie'])(
    'tells that %s has changed, and not from what to what',
    (name) => {
      expect(isSecretName(name)).toBe(true);
      expect(changesOf({ a: { [name]: 'one' } }, { a: { [name]: 'two' } })).toEqual([
        { field: `a.${name}`, from: masked, to: masked },
      ]);
    },
  );

  it('says each field that differs, and no other', () => {
    const leaf = fc.oneof(fc.integer(), fc.boolean(), plain, fc.constant(null));
    const spec = fc.record({ rate: leaf, quota: fc.record({ limit: leaf, period: leaf }) });
    fc.assert(
      fc.property(spec, spec, (before, after) => {
        const fields = changesOf(before, after).map(({ field }) => field);
        const differs = (one: unknown, other: unknown) => (one ?? null) !== (other ?? null);
        expect(fields).toEqual(
          [
            differs(before.quota.limit, after.quota.limit) && 'quota.limit',
            differs(before.quota.period, after.quota.period) && 'quota.period',
            differs(before.rate, after.rate) && 'rate',
          ].filter(Boolean),
        );
      }),
    );
  });
});
