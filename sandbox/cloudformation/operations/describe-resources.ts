import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { pageOf } from '../pages';
import { findStack } from '../request';
import { validationError } from '../template/document';
import type { ResourceRecord, StackRecord } from '../types';

const pageSize = 100;

/** Newest first, the whole life of the stack; of a deleted one by its ARN. */
export const describeStackEvents: QueryOperation = async (context, form, request) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  const { page, nextToken } = pageOf(eventsOf(stack), form, request, {
    size: pageSize,
    idOf: ({ eventId }) => eventId,
  });
  return {
    StackEvents: page.map((event) => ({
      StackId: stack.stackId,
      EventId: event.eventId,
      StackName: stack.stackName,
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      Timestamp: new Date(event.at),
      ResourceStatus: event.status,
      ResourceStatusReason: event.reason,
      DetailedStatus: event.detailedStatus,
      ResourceProperties: event.properties,
      ClientRequestToken: event.token,
    })),
    NextToken: nextToken,
  };
};

function eventsOf(stack: StackRecord) {
  return [...stack.events].reverse();
}

export const describeStackResources: QueryOperation = async (context, form) => {
  const physicalId = form.get('PhysicalResourceId');
  const stack =
    physicalId === undefined
      ? findStack(context, form.get('StackName'), (name) => `Stack with id ${name} does not exist`)
      : stackOfResource(context.cloudformation.stacks.values(), physicalId);
  const wanted = form.get('LogicalResourceId');
  return {
    StackResources: begunOf(stack)
      .filter((record) => wanted === undefined || record.logicalId === wanted)
      .map((record) => ({
        StackName: stack.stackName,
        StackId: stack.stackId,
        ...resourceXml(record),
        Timestamp: new Date(record.updatedAt),
      })),
  };
};

export const describeStackResource: QueryOperation = async (context, form) => {
  const name = form.get('StackName');
  const stack = findStack(context, name, (given) => `Stack '${given}' does not exist`);
  const logicalId = form.get('LogicalResourceId') ?? '';
  const record = begunOf(stack).find((candidate) => candidate.logicalId === logicalId);
  // What failed and was taken back is gone, while its stack is there (LocalStack's validated snapshots,
  // test_describe_failed_resource).
  const isGone = record?.status === 'DELETE_COMPLETE' && stack.status !== 'DELETE_COMPLETE';
  if (!record || isGone) {
    throw validationError(`Resource ${logicalId} does not exist for stack ${name}`);
  }
  return {
    StackResourceDetail: {
      StackName: stack.stackName,
      StackId: stack.stackId,
      ...resourceXml(record),
      LastUpdatedTimestamp: new Date(record.updatedAt),
      Metadata: record.metadata === null ? undefined : JSON.stringify(record.metadata),
    },
  };
};

export const listStackResources: QueryOperation = async (context, form, request) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack with id ${name} does not exist`,
  );
  const { page, nextToken } = pageOf(begunOf(stack), form, request, {
    size: pageSize,
    idOf: ({ logicalId }) => logicalId,
  });
  return {
    StackResourceSummaries: page.map((record) => ({
      ...resourceXml(record),
      LastUpdatedTimestamp: new Date(record.updatedAt),
    })),
    NextToken: nextToken,
  };
};

/** A resource exists for callers from its first event on. */
function begunOf(stack: StackRecord): ResourceRecord[] {
  return Object.values(stack.resources).filter((record) => record.status !== 'NOT_STARTED');
}

function stackOfResource(stacks: Iterable<StackRecord>, physicalId: string): StackRecord {
  for (const stack of stacks) {
    if (begunOf(stack).some((record) => record.physicalId === physicalId)) return stack;
  }
  throw validationError(`Stack for ${physicalId} does not exist`);
}

function resourceXml(record: ResourceRecord): { [element: string]: XmlValue } {
  return {
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId ?? undefined,
    ResourceType: record.type,
    ResourceStatus: record.status,
    ResourceStatusReason: record.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
