import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differencesOf } from './property-diff';

const change = (path: string, before: string | null, after: string | null) => ({
  path,
  before,
  after,
  recreation: 'Never' as const,
});

it('shows the leaves that differ and no others', () => {
  const before = JSON.stringify({ Uri: 'https://a', Type: 'HTTP', Keys: ['x', 'y'] });
  const after = JSON.stringify({ Uri: 'https://b', Type: 'HTTP', Keys: ['x'] });
  expect(differencesOf([change('/Properties/Integration', before, after)])).toEqual([
    { path: 'Integration.Uri', before: 'https://a', after: 'https://b' },
    { path: 'Integration.Keys.1', before: 'y', after: null },
  ]);
});

it('takes what is no JSON as it is, and keeps a change without values', () => {
  expect(
    differencesOf([
      change('/Properties/Throttle/RateLimit', '5', '9'),
      change('/Properties/Name', '{x', 'y'),
      change('Tags', null, null),
    ]),
  ).toEqual([
    { path: 'Throttle.RateLimit', before: '5', after: '9' },
    { path: 'Name', before: '{x', after: 'y' },
    { path: 'Tags', before: null, after: null },
  ]);
});

it('finds no difference between equal values, whatever they are', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(differencesOf([change('/Properties/P', text, text)])).toEqual([]);
    }),
  );
});
