import { AwsFault } from '../../context';
import type { JsonOperation } from '../../wire/aws-json';
import { matcherOf } from '../filter-pattern';
import { logGroupOfArn, requireLogGroup } from '../groups';
import { cut } from '../paging';
import type { LogEvent } from '../store';

export const eventOperations: Record<string, JsonOperation> = {
  DescribeLogStreams: async (context, input, request) => {
    const group = requireLogGroup(context, groupName(input));
    const streams = Object.values(group.streams)
      .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
      .map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.createdAt,
        firstEventTimestamp: stream.events[0]?.timestamp,
        lastEventTimestamp: stream.events.at(-1)?.timestamp,
        arn: `arn:aws:logs:${context.region}:${context.accountId}:log-group:${group.name}:log-stream:${stream.name}`,
      }));
    if (input.orderBy === 'LastEventTime') {
      streams.sort((a, b) => (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0));
    }
    if (input.descending === true) streams.reverse();
    const { items, nextToken } = cut(streams, request, {
      limit: input.limit ?? 50,
      token: input.nextToken,
      idOf: ({ logStreamName }) => logStreamName,
    });
    return { logStreams: items, nextToken };
  },
  FilterLogEvents: async (context, input, request) => {
    const group = requireLogGroup(context, groupName(input));
    const matches = matcherOf(input.filterPattern ?? '');
    const found = Object.values(group.streams)
      .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
      .filter(({ name }) => !input.logStreamNames || input.logStreamNames.includes(name))
      .flatMap(({ name, events }) => events.map((event) => ({ logStreamName: name, ...event })))
      .filter((event) => isWithin(event, input) && matches(event.message))
      .sort((a, b) => a.timestamp - b.timestamp || (a.eventId < b.eventId ? -1 : 1));
    const { items, nextToken } = cut(found, request, {
      limit: input.limit ?? 10_000,
      token: input.nextToken,
      idOf: ({ eventId }) => eventId,
    });
    return { events: items, searchedLogStreams: [], nextToken };
  },
  GetLogEvents: async (context, input) => {
    const group = requireLogGroup(context, groupName(input));
    const stream = group.streams[input.logStreamName];
    if (!stream) {
      throw new AwsFault('ResourceNotFoundException', 'The specified log stream does not exist.');
    }
    const events = stream.events.filter((event) => isWithin(event, input));
    const limit = input.limit ?? 10_000;
    // Tokens never end here: at the end of a stream the same token comes back.
    const start = startOf(input, events.length, limit);
    const end = Math.min(start + limit, events.length);
    return {
      events: events.slice(start, end).map(({ timestamp, message, ingestionTime }) => ({
        timestamp,
        message,
        ingestionTime,
      })),
      nextForwardToken: `f/${end}`,
      nextBackwardToken: `b/${start}`,
    };
  },
};

function groupName(input: { logGroupName?: string; logGroupIdentifier?: string }): string {
  const identifier = input.logGroupName ?? input.logGroupIdentifier ?? '';
  return logGroupOfArn(identifier) ?? identifier;
}

function isWithin(event: LogEvent, range: { startTime?: number; endTime?: number }): boolean {
  return (
    event.timestamp >= (range.startTime ?? 0) &&
    event.timestamp < (range.endTime ?? Number.POSITIVE_INFINITY)
  );
}

function startOf(
  input: { nextToken?: string; startFromHead?: boolean },
  length: number,
  limit: number,
): number {
  const [direction, offset] = input.nextToken?.split('/') ?? [];
  if (direction === 'f') return Number(offset);
  if (direction === 'b') return Math.max(0, Number(offset) - limit);
  return input.startFromHead ? 0 : Math.max(0, length - limit);
}
