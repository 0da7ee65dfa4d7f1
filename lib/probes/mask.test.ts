import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSecret } from './mask';

const secret = 'AbCdEf0123456789AbCdEf0123456789AbCdEf01';
const keyValue = fc.stringMatching(/^[A-Za-z0-9]{20,60}$/);

describe('withoutSecret', () => {
  it('leaves no trace of a key anywhere in a result', () => {
    fc.assert(
      fc.property(keyValue, fc.string(), fc.string(), (key, before, after) => {
        const result = { body: `${before}${key}${after}`, list: [{ text: key }], count: 3 };
        expect(JSON.stringify(withoutSecret(result, key))).not.toContain(key);
      }),
    );
  });

  it('finds it in another letter case and inside base64', () => {
    const basic = Buffer.from(`user:${secret}`).toString('base64');
    const text = withoutSecret(`${secret.toLowerCase()} ${basic}`, secret);
    expect(text).not.toContain(secret.toLowerCase());
    expect(Buffer.from(text.split(' ')[1] ?? '', 'base64').toString()).not.toContain(secret);
  });

  it('changes nothing else', () => {
    const result = { status: 200, at: new Date(0), text: 'plain', none: null };
    expect(withoutSecret(result, secret)).toEqual(result);
  });
});
