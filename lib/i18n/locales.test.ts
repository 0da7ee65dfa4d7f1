import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locales';

describe('chooseLocale', () => {
  it.each([
    ['ja', 'en-US,en;q=0.9', 'ja'],
    [undefined, 'ja,en-US;q=0.7,en;q=0.3', 'ja'],
    [undefined, 'en;q=0.4, ja-JP;q=0.9', 'ja'],
    [undefined, 'fr-FR, ja;q=0', 'en'],
    [undefined, 'fr, *;q=0.5', 'en'],
    [undefined, null, 'en'],
    ['xx', 'de', 'en'],
    ['<script>', 'ja', 'ja'],
  ])('cookie %s and Accept-Language %s give %s', (cookie, header, expected) => {
    expect(chooseLocale(cookie, header)).toBe(expected);
  });
});
