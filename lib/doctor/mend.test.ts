import { expect, it } from 'vitest';
import { canRevert } from './mend';

const drift = { kind: 'drift', isRevertible: true } as const;

it('begins a revert where all that was changed outside can be put back', () => {
  expect(canRevert([drift, { kind: 'both', isRevertible: true }])).toBe(true);
  expect(canRevert([drift, { kind: 'undeployed', isRevertible: false }])).toBe(true);
});

it('begins none where nothing was changed, or something stays in its way', () => {
  expect(canRevert([])).toBe(false);
  expect(canRevert([{ kind: 'undeployed', isRevertible: false }])).toBe(false);
  expect(canRevert([drift, { kind: 'drift', isRevertible: false }])).toBe(false);
});
