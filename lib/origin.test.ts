import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForeignAction, isOwnOrigin } from './origin';

describe('with a public origin', () => {
  const own = 'https://sluice.example.com';

  it.each([
    [own, true],
    [null, false],
    ['null', false],
    ['', false],
    ['http://sluice.example.com', false],
    ['https://sluice.example.com:8443', false],
    ['https://sluice.example.com.evil.example', false],
    ['https://evil.example', false],
    ['https://xsluice.example.com', false],
    ['https://sluice.example.com/', false],
    ['https://sluice.example.com@evil.example', false],
    ['https://SLUICE.example.com', false],
    ['file://', false],
    ['https://sluice.example.com https://evil.example', false],
  ])('%s', (origin, expected) => {
    expect(isOwnOrigin({ origin, host: 'sluice.example.com' }, own)).toBe(expected);
  });

  /** Small steps away from the own origin, as somebody would take who wants to be taken for it. */
  const trick = fc.constantFrom<(text: string) => string>(
    (text) => text.replace('https', 'http'),
    (text) => `${text}.`,
    (text) => `${text}:443`,
    (text) => `${text}:8443`,
    (text) => `${text}.evil.test`,
    (text) => text.replace('//', '//evil.test@'),
    (text) => `${text}@evil.test`,
    (text) => text.replace('//', '//www.'),
    (text) => text.replace('.', '-'),
    (text) => text.replace('l', '1'),
    (text) => text.replace('i', '\u0456'),
    (text) => text.replace('e', '%65'),
    (text) => text.toUpperCase(),
    (text) => `${text}, ${text}`,
    (text) => `${text} ${text}`,
    (text) => ` ${text}`,
    (text) => `${text}\t`,
    (text) => `${text}#`,
    (text) => `${text}?`,
    (text) => `${text}\\@evil.test`,
  );

  it('no look-alike passes, whatever its host header and however the tricks are put together', () => {
    fc.assert(
      fc.property(fc.array(trick, { minLength: 1, maxLength: 4 }), fc.boolean(), (tricks, same) => {
        const origin = tricks.reduce((text, change) => change(text), own);
        fc.pre(origin !== own);
        const host = same ? origin.replace(/^https?:\/\//, '') : 'sluice.example.com';
        expect(isOwnOrigin({ origin, host }, own)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('nothing passes but the one text', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => (text.length > 4 ? text : `https://${text}`)),
        (origin) => {
          expect(isOwnOrigin({ origin, host: 'sluice.example.com' }, own)).toBe(origin === own);
        },
      ),
    );
  });
});

describe('without one', () => {
  it.each([
    ['http://127.0.0.1:3000', '127.0.0.1:3000', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://[::1]:3000', '[::1]:3000', true],
    ['http://10.0.0.5', '10.0.0.5', true],
    [null, '127.0.0.1:3000', false],
    ['null', '127.0.0.1:3000', false],
    ['http://127.0.0.1:3000', null, false],
    ['http://127.0.0.1:3001', '127.0.0.1:3000', false],
    ['http://localhost:3000', '127.0.0.1:3000', false],
    ['https://127.0.0.1:3000', '127.0.0.1:3000', false],
    // Its page and its host agree, and yet it is another's name that points here: DNS rebinding.
    ['http://evil.example:3000', 'evil.example:3000', false],
    ['http://127.0.0.1.evil.example', '127.0.0.1.evil.example', false],
    ['http://localhost.evil.example', 'localhost.evil.example', false],
  ])('%s asks %s', (origin, host, expected) => {
    expect(isOwnOrigin({ origin, host }, undefined)).toBe(expected);
  });
});

describe('what Next takes for a Server Action', () => {
  const sent = (headers: Record<string, string>) =>
    new Headers({ host: 'sluice.example.com', 'next-action': 'a1', ...headers });

  it.each([
    [{ origin: 'https://sluice.example.com' }, false],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: 'null' }, true],
    [{ origin: 'https://sluice.example.com, https://evil.example' }, true],
    // Next lets these through to the action, which asks for itself.
    [{}, false],
    [{ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }, false],
  ])('from %o is refused before it is asked: %s', (headers, expected) => {
    expect(isForeignAction('POST', sent(headers))).toBe(expected);
  });

  it('is a form without script too, and nothing else is', () => {
    const form = {
      origin: 'https://evil.example',
      'content-type': 'multipart/form-data; boundary=x',
    };
    expect(isForeignAction('POST', new Headers(form))).toBe(true);
    expect(isForeignAction('GET', sent({ origin: 'https://evil.example' }))).toBe(false);
    expect(isForeignAction('POST', new Headers({ origin: 'https://evil.example' }))).toBe(false);
  });
});
