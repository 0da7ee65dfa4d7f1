import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from './local-path';
import { routes } from './routes';

describe('where to go next', () => {
  it.each(['/', '/proxies', '/proxies/httpbin-dev?tab=keys#top', '/audit?actor=a%40b'])(
    'takes %s',
    (path) => {
      expect(localPath(path, routes.audit)).toBe(path);
    },
  );

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/./\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil.example',
    '',
    ' /proxies',
    '/\u0000',
    '/ü',
    `/${'x'.repeat(2000)}`,
    undefined,
    null,
    7,
  ])('falls back for %j', (path) => {
    expect(localPath(path, routes.home)).toBe('/');
  });

  const piece = fc.constantFrom(
    ...[
      '/',
      '//',
      '\\',
      '/\\',
      '..',
      '.',
      '@',
      ':',
      '%2f',
      '%5c',
      '%2e%2e',
      '\t',
      '\n',
      '\r',
      '\0',
      ' ',
    ],
    ...[
      'http:',
      'https:',
      'javascript:',
      'data:',
      'evil.test',
      'proxies',
      '?next=',
      '#',
      ';',
      '\u2044',
      '\uff0f',
    ],
  );
  const path = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));

  it('leads nowhere else, however a browser reads what comes out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          path,
          path.map((text) => `/${text}`),
        ),
        (text) => {
          const to = localPath(text, routes.home);
          expect(to).toMatch(/^\/(?![/\\])/);
          for (const base of ['https://sluice.example.com/sign-in', 'http://127.0.0.1:3000/a/b?c'])
            expect(new URL(to, base).origin).toBe(new URL(base).origin);
          // What is taken once is taken again as it is.
          expect(localPath(to, routes.audit)).toBe(to);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
