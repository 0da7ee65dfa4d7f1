import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTokenValue, makeTokenValue, tokenHash, tokenPrefix } from './token-value';

it('a made value is recognised, begins as scanners expect, and is never made twice', () => {
  const values = Array.from({ length: 500 }, makeTokenValue);
  for (const value of values) {
    expect(value).toMatch(/^sluice_pat_[0-9A-Za-z]{36}$/);
    expect(isTokenValue(value)).toBe(true);
  }
  expect(new Set(values).size).toBe(values.length);
});

it('uses every letter about equally often', () => {
  const text = Array.from({ length: 2_000 }, () => makeTokenValue().slice(11, 41)).join('');
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const expected = text.length / 62;
  expect(counts.size).toBe(62);
  for (const count of counts.values())
    expect(Math.abs(count - expected)).toBeLessThan(expected / 3);
});

it('one letter mistyped is told by the checksum alone', () => {
  const value = makeTokenValue();
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  for (let index = 11; index < value.length; index++)
    for (const letter of letters)
      if (letter !== value[index])
        expect(isTokenValue(value.slice(0, index) + letter + value.slice(index + 1))).toBe(false);
});

it('anything else is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isTokenValue(text)).toBe(false);
      expect(isTokenValue(`sluice_pat_${text}`)).toBe(false);
    }),
  );
});

it('what is kept and shown does not give the value away', () => {
  const value = makeTokenValue();
  expect(tokenHash(value)).toMatch(/^[0-9a-f]{64}$/);
  expect(tokenPrefix(value)).toBe(value.slice(0, 17));
});
