import type { RunEvent, RunFailure } from './types';

type Evidence = Pick<RunEvent, 'stackName' | 'logicalId' | 'resourceType' | 'status' | 'reason'>;

/** CloudFormation stops what it had begun beside the failure, and reports that as failures too. */
const cancelled = /^Resource (creation|update|deletion) cancelled/i;

/**
 * Why an operation failed: the first resource that failed by itself before the rollback began. Where no resource
 * did, the first thing the stack itself says. `events` are one operation's, oldest first; null without a failure.
 */
export function firstCause(events: readonly Evidence[]): RunFailure | null {
  const rollback = events.findIndex((event) => isStack(event) && /ROLLBACK/.test(event.status));
  const before = rollback === -1 ? events : events.slice(0, rollback);
  const resource = before.find((event) => !isStack(event) && isFailure(event));
  const stack = events.find((event) => isStack(event) && event.reason && isBad(event.status));
  const late = events.find((event) => !isStack(event) && isFailure(event));
  const cause = isAskedFor(events[rollback])
    ? (late ?? stack)
    : (resource ?? (rollback === -1 ? undefined : stack) ?? late ?? stack);
  return cause ? failureOf(cause) : null;
}

/** A rollback that somebody asked for, to cancel an update or to go on with one that got stuck, failed by itself. */
function isAskedFor(rollback: Evidence | undefined): boolean {
  return rollback?.status === 'UPDATE_ROLLBACK_IN_PROGRESS' && rollback.reason === 'User Initiated';
}

function isStack(event: Evidence): boolean {
  return event.resourceType === 'AWS::CloudFormation::Stack' && event.logicalId === event.stackName;
}

function isFailure(event: Evidence): boolean {
  return event.status.endsWith('_FAILED') && !cancelled.test(event.reason ?? '');
}

function isBad(status: string): boolean {
  return status.endsWith('_FAILED') || status.includes('ROLLBACK');
}

function failureOf(event: Evidence): RunFailure {
  return {
    stackName: event.stackName,
    logicalId: event.logicalId,
    resourceType: event.resourceType,
    reason: event.reason ?? event.status,
  };
}
