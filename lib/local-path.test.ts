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
});
