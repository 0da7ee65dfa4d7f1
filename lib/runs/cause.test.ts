import { describe, expect, it } from 'vitest';
import { firstCause } from './cause';

type Line = [logicalId: string, status: string, reason?: string];

function events(lines: Line[]) {
  return lines.map(([logicalId, status, reason]) => ({
    stackName: 'sluice-network-main',
    logicalId: logicalId === 'STACK' ? 'sluice-network-main' : logicalId,
    resourceType: logicalId === 'STACK' ? 'AWS::CloudFormation::Stack' : 'AWS::EC2::Thing',
    status,
    reason: reason ?? null,
  }));
}

const table: { name: string; lines: Line[]; cause: [string, string] | null }[] = [
  {
    name: 'nothing failed',
    lines: [
      ['STACK', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ['Vpc', 'CREATE_COMPLETE'],
    ],
    cause: null,
  },
  {
    name: 'a cancelled neighbour reported first is not the cause',
    lines: [
      ['STACK', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ['SubnetA', 'CREATE_FAILED', 'Resource creation cancelled'],
      ['Endpoint', 'CREATE_FAILED', 'private-dns-enabled cannot be set'],
      ['STACK', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [Endpoint].'],
    ],
    cause: ['Endpoint', 'private-dns-enabled cannot be set'],
  },
  {
    name: 'the first of two real failures',
    lines: [
      ['A', 'CREATE_FAILED', 'first'],
      ['B', 'CREATE_FAILED', 'second'],
      ['STACK', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [A, B].'],
    ],
    cause: ['A', 'first'],
  },
  {
    name: 'what fails during the rollback is not the cause',
    lines: [
      ['A', 'CREATE_FAILED', 'first'],
      ['STACK', 'ROLLBACK_IN_PROGRESS', 'failed to create: [A].'],
      ['B', 'DELETE_FAILED', 'has dependencies'],
      ['STACK', 'ROLLBACK_FAILED', 'The following resource(s) failed to delete: [B].'],
    ],
    cause: ['A', 'first'],
  },
  {
    name: 'a rollback that a person asked for speaks through the stack',
    lines: [
      ['A', 'CREATE_FAILED', 'Resource creation cancelled'],
      ['STACK', 'ROLLBACK_IN_PROGRESS', 'Stack creation time exceeded the specified timeout'],
      ['B', 'DELETE_FAILED', 'has dependencies'],
    ],
    cause: ['sluice-network-main', 'Stack creation time exceeded the specified timeout'],
  },
  {
    name: 'an update that was cancelled',
    lines: [
      ['STACK', 'UPDATE_IN_PROGRESS', 'User Initiated'],
      ['STACK', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'],
      ['A', 'UPDATE_FAILED', 'Resource update cancelled'],
      ['STACK', 'UPDATE_ROLLBACK_COMPLETE'],
    ],
    cause: ['sluice-network-main', 'User Initiated'],
  },
  {
    name: 'a rollback that went on and got stuck again',
    lines: [
      ['STACK', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'],
      ['A', 'UPDATE_FAILED', 'still denied'],
      ['STACK', 'UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [A].'],
    ],
    cause: ['A', 'still denied'],
  },
  {
    name: 'a delete that failed',
    lines: [
      ['STACK', 'DELETE_IN_PROGRESS', 'User Initiated'],
      ['Vpc', 'DELETE_FAILED', 'The vpc has dependencies and cannot be deleted.'],
      ['STACK', 'DELETE_FAILED', 'The following resource(s) failed to delete: [Vpc].'],
    ],
    cause: ['Vpc', 'The vpc has dependencies and cannot be deleted.'],
  },
  {
    name: 'a stack that failed before any resource',
    lines: [['STACK', 'CREATE_FAILED', 'Template validation failed']],
    cause: ['sluice-network-main', 'Template validation failed'],
  },
];

describe('firstCause', () => {
  it.each(table)('$name', ({ lines, cause }) => {
    const found = firstCause(events(lines));
    expect(found && [found.logicalId, found.reason]).toEqual(cause);
  });
});
