import { addStackEvent } from '../events';
import type { ResourceRecord } from '../types';
import type { StackRun } from './run';

/**
 * Types for which CloudFormation was seen to tell of the check (events of `sam deploy` and `cdk deploy` of 2025); for
 * the others that we make it is UNCONFIRMED, and AWS does not guarantee the event for any.
 */
const checkedTypes = new Set(['AWS::Lambda::Function']);

const checking = {
  status: 'CREATE_IN_PROGRESS',
  reason: 'Eventual consistency check initiated',
  detailedStatus: 'CONFIGURATION_COMPLETE' as const,
};

/** Whether the check of a resource is still to be told of; after a restart it may have been already. */
export function isToBeChecked({ type, statusReason }: ResourceRecord): boolean {
  return checkedTypes.has(type) && statusReason !== checking.reason;
}

/** Tells that a resource is configured and is being checked, and so of the stack when that is true of all in it. */
export function markConfigured(run: StackRun, record: ResourceRecord): void {
  const { context, stack } = run;
  record.statusReason = checking.reason;
  record.updatedAt = context.clock.now();
  addStackEvent(context, stack, {
    logicalId: record.logicalId,
    physicalId: record.physicalId ?? '',
    type: record.type,
    ...checking,
    properties: JSON.stringify(record.properties),
  });
  const isWhole = Object.values(stack.resources).every(
    ({ status, statusReason }) => status === 'CREATE_COMPLETE' || statusReason === checking.reason,
  );
  if (!isWhole || stack.status !== 'CREATE_IN_PROGRESS') return;
  addStackEvent(context, stack, {
    logicalId: stack.stackName,
    physicalId: stack.stackId,
    type: 'AWS::CloudFormation::Stack',
    ...checking,
    properties: null,
  });
}
