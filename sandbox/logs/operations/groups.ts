import type { JsonOperation } from '../../wire/aws-json';
import { createLogGroup, deleteLogGroup, logGroupArn, setRetention } from '../groups';
import { cut } from '../paging';
import type { LogGroup } from '../store';

export const groupOperations: Record<string, JsonOperation> = {
  CreateLogGroup: async (context, input) => {
    createLogGroup(context, input.logGroupName, input.tags ?? {});
  },
  DeleteLogGroup: async (context, input) => deleteLogGroup(context, input.logGroupName),
  PutRetentionPolicy: async (context, input) =>
    setRetention(context, input.logGroupName, input.retentionInDays),
  DescribeLogGroups: async (context, input, request) => {
    const groups = [...context.logs.groups.values()]
      .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ''))
      .filter(({ name }) => name.includes(input.logGroupNamePattern ?? ''))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, nextToken } = cut(groups, request, {
      limit: input.limit ?? 50,
      token: input.nextToken,
      idOf: ({ name }) => name,
    });
    return {
      logGroups: items.map((group) => ({
        logGroupName: group.name,
        creationTime: group.createdAt,
        retentionInDays: group.retentionInDays,
        metricFilterCount: 0,
        arn: logGroupArn(context, group.name),
        logGroupArn: logGroupArn(context, group.name).replace(/:\*$/, ''),
        storedBytes: storedBytes(group),
        logGroupClass: 'STANDARD',
      })),
      nextToken,
    };
  },
};

function storedBytes(group: LogGroup): number {
  return Object.values(group.streams)
    .flatMap((stream) => stream.events)
    .reduce((sum, event) => sum + Buffer.byteLength(event.message) + 26, 0);
}
