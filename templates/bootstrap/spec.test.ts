import { describe, expect, it } from 'vitest';
import { parseSpec } from '../spec';
import { minimalBootstrap } from '../testing/specs';
import { externalIdLengthMax, trustedPrincipalCountMax, trustedPrincipalLengthMax } from './spec';

const role = 'arn:aws:iam::123456789012:role/';
const long = (length: number) => role + 'r'.repeat(length - role.length);
const many = (count: number) => Array.from({ length: count }, (_, index) => `${role}r${index}`);

describe('a bootstrap spec', () => {
  it.each([
    [
      'most principals',
      'trustedPrincipals',
      many(trustedPrincipalCountMax),
      many(trustedPrincipalCountMax + 1),
      'trustedPrincipals',
    ],
    [
      'longest principal',
      'trustedPrincipals',
      [long(trustedPrincipalLengthMax)],
      [long(trustedPrincipalLengthMax + 1)],
      'trustedPrincipals.0',
    ],
    [
      'longest external id',
      'externalId',
      'x'.repeat(externalIdLengthMax),
      'x'.repeat(externalIdLengthMax + 1),
      'externalId',
    ],
    ['shortest external id', 'externalId', 'xy', 'x', 'externalId'],
  ])('has a limit: %s', (_, field, last, next, path) => {
    expect(paths({ [field]: last })).toEqual([]);
    expect(paths({ [field]: next })).toEqual([path]);
  });

  it.each([
    '*',
    '123456789012',
    'arn:aws:iam::123456789012:role/*',
    'arn:aws:sts::123456789012:assumed-role/a/b',
  ])('trusts nothing as wide or odd as %s', (principal) => {
    expect(paths({ trustedPrincipals: [principal] })).toEqual(['trustedPrincipals.0']);
  });
});

function paths(change: object): string[] {
  const parsed = parseSpec({ ...minimalBootstrap, ...change });
  return parsed.ok ? [] : parsed.faults.map(({ path }) => path);
}
