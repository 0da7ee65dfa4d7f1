import { describe, expect, it } from 'vitest';
import { retainable, skippable } from './choices';

const row = (logicalId: string, status: string, reason: string | null = null) => ({
  logicalId,
  physicalId: `id-${logicalId}`,
  resourceType: 'AWS::EC2::Subnet',
  status,
  reason,
});
const names = (resources: { logicalId: string }[]) => resources.map(({ logicalId }) => logicalId);

describe('what may be skipped', () => {
  const resources = [
    row('Kept', 'UPDATE_COMPLETE'),
    row('Stuck', 'UPDATE_FAILED', 'There is a conflicting DNS domain'),
    row('Failed', 'UPDATE_FAILED', 'The update itself failed here'),
    row('Stopped', 'UPDATE_FAILED', 'Resource update cancelled'),
  ];

  it('is what failed because the rollback did', () => {
    const reason = 'The following resource(s) failed to update: [Other, Stuck]. ';
    expect(names(skippable(resources, reason))).toEqual(['Stuck']);
  });

  it('is all that failed where the stack does not name them', () => {
    expect(names(skippable(resources, null))).toEqual(['Stuck', 'Failed', 'Stopped']);
  });
});

describe('what may be kept', () => {
  const resources = [
    row('Vpc', 'CREATE_COMPLETE'),
    row('Gone', 'DELETE_COMPLETE'),
    row('Subnet', 'DELETE_FAILED', 'has dependencies'),
    { ...row('Never', 'CREATE_FAILED'), physicalId: null },
  ];

  it('is what still stands, the cause first', () => {
    expect(names(retainable(resources))).toEqual(['Subnet', 'Vpc']);
  });

  it('tells the cause with its reason from what waits for it', () => {
    expect(retainable(resources).map(({ isCause, reason }) => [isCause, reason])).toEqual([
      [true, 'has dependencies'],
      [false, null],
    ]);
  });
});
