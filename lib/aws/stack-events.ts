import 'server-only';
import { DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import { call } from './call';
import { missing } from './errors';
import type { Target } from './targets';

/** One event of a stack, as CloudFormation reports it. */
export type StackEventRow = {
  awsEventId: string;
  at: Date;
  stackName: string;
  logicalId: string;
  physicalId: string | null;
  resourceType: string;
  status: string;
  reason: string | null;
  /** CloudFormation's DetailedStatus: CONFIGURATION_COMPLETE while what was made is being found consistent. */
  detailedStatus: string | null;
  clientToken: string | null;
  /** The stack's own event, as opposed to one of its resources. */
  isStack: boolean;
};

/**
 * The events of one operation that are new, oldest first. CloudFormation lists newest first over all operations, so
 * this stops at the first event seen before, or at the one with which the operation began. Before the operation
 * has begun there is nothing to tell. `begins` is the stack's status with which it begins, where that is not the
 * beginning of a creation, an update or a deletion.
 */
export async function readNewEvents(
  target: Target,
  operation: { stackId: string; clientToken: string; begins?: string },
  isSeen: (awsEventId: string) => boolean,
): Promise<StackEventRow[]> {
  const fresh: StackEventRow[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await call(target, 'cloudformation', (client, options) =>
      client.send(
        new DescribeStackEventsCommand({ StackName: operation.stackId, NextToken }),
        options,
      ),
    );
    for (const event of (answer.StackEvents ?? []).map(eventRow)) {
      if (isSeen(event.awsEventId)) return fresh.reverse();
      fresh.push(event);
      if (isBeginning(event, operation)) return fresh.reverse();
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  return [];
}

const beginnings = new Set([
  'CREATE_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
  'IMPORT_IN_PROGRESS',
  'UPDATE_IN_PROGRESS',
]);

/**
 * A rollback's own stack events carry the token too, but not one of these statuses; the stack's consistency check has
 * token and status of the beginning, and is told from it by its detailed status.
 */
function isBeginning(
  event: StackEventRow,
  { clientToken, begins }: { clientToken: string; begins?: string },
): boolean {
  if (!event.isStack || event.detailedStatus !== null) return false;
  if (event.clientToken !== clientToken) return false;
  return begins ? event.status === begins : beginnings.has(event.status);
}

function eventRow(event: StackEvent): StackEventRow {
  const { EventId, Timestamp, StackName, LogicalResourceId, ResourceStatus } = event;
  if (!EventId || !Timestamp || !StackName || !LogicalResourceId || !ResourceStatus)
    throw missing(`the identity of an event of ${StackName ?? event.StackId ?? 'a stack'}`);
  return {
    awsEventId: EventId,
    at: Timestamp,
    stackName: StackName,
    logicalId: LogicalResourceId,
    physicalId: event.PhysicalResourceId || null,
    resourceType: event.ResourceType ?? '',
    status: ResourceStatus,
    reason: event.ResourceStatusReason || null,
    detailedStatus: event.DetailedStatus ?? null,
    clientToken: event.ClientRequestToken ?? null,
    isStack:
      event.ResourceType === 'AWS::CloudFormation::Stack' &&
      event.PhysicalResourceId === event.StackId,
  };
}
