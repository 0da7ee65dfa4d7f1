import { expect, it } from 'vitest';
import { logStart } from './log-start';

const now = new Date('2026-11-25T14:30:00Z');

it.each([
  ['a week ago, of a proxy that is older', '2026-03-01T08:00:00Z', '2026-11-18T00:00:00Z'],
  ['the day it was made, of a younger one', '2026-11-21T23:59:00Z', '2026-11-21T00:00:00Z'],
  ['yesterday, of one made today', '2026-11-25T14:29:00Z', '2026-11-24T00:00:00Z'],
])('a log is first read from %s', (_, createdAt, from) => {
  expect(logStart(new Date(createdAt), now)).toEqual(new Date(from));
});
