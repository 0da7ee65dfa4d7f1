import { expect, it } from 'vitest';
import { canRevertNetwork } from './network-revertible';

const policy = { kind: 'drift', property: 'PolicyDocument', isRevertible: true } as const;
const added = { kind: 'drift', property: 'AddedIngress', isRevertible: false } as const;
const lost = { kind: 'both', property: '', isRevertible: false } as const;
const undeployed = { kind: 'undeployed', property: 'Version', isRevertible: false } as const;

it('begins a revert of a network where something can be put back, whatever was added beside it', () => {
  expect(canRevertNetwork([policy])).toBe(true);
  expect(canRevertNetwork([policy, added, undeployed])).toBe(true);
});

it('begins none where nothing can, or something whole is lost for good', () => {
  expect(canRevertNetwork([])).toBe(false);
  expect(canRevertNetwork([added, undeployed])).toBe(false);
  expect(canRevertNetwork([policy, lost])).toBe(false);
});
