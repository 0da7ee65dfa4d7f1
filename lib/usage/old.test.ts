import { expect, it } from 'vitest';
import { isOld } from './old';

const now = new Date('2026-11-25T10:00:00Z');
const aged = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

it('is old after the collector’s round of five minutes, not within the four that 600 plans take', () => {
  expect(isOld({ asOf: aged(240) }, now)).toBe(false);
  expect(isOld({ asOf: aged(300) }, now)).toBe(false);
  expect(isOld({ asOf: aged(301) }, now)).toBe(true);
});

it('is old at once where it could not be renewed', () => {
  expect(isOld({ asOf: aged(1), problem: { code: 'throttled', detail: null } }, now)).toBe(true);
});
