import 'server-only';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { call } from './call';
import type { Target } from './targets';

/** A line of a log, with the id that CloudWatch Logs knows it by. */
export type LogLine = { eventId: string; at: Date; text: string };

/**
 * Hands the lines of a log group from `from` on (to before `to`, where given) to `take`, page by page and oldest
 * first, at most `pagesMax` pages of up to 10,000 lines or 1 MB. Answers whether that was all. Without `to` nothing is
 * missed where AWS's clock goes before ours. With `pattern` only the lines that match it (CloudWatch Logs, filter
 * pattern syntax); then a page may hold none and not be the last.
 */
export async function readLogLines(
  target: Target,
  request: { group: string; from: Date; to?: Date; pagesMax: number; pattern?: string },
  take: (lines: LogLine[]) => Promise<void>,
): Promise<{ isAll: boolean }> {
  let nextToken: string | undefined;
  for (let page = 0; page < request.pagesMax; page += 1) {
    const answer = await call(target, 'logs', (client, options) =>
      client.send(
        new FilterLogEventsCommand({
          logGroupName: request.group,
          ...(request.pattern ? { filterPattern: request.pattern } : {}),
          startTime: request.from.getTime(),
          ...(request.to ? { endTime: request.to.getTime() - 1 } : {}),
          nextToken,
        }),
        options,
      ),
    );
    await take(
      (answer.events ?? []).flatMap(({ eventId, timestamp, message }) =>
        eventId && timestamp !== undefined
          ? [{ eventId, at: new Date(timestamp), text: message ?? '' }]
          : [],
      ),
    );
    nextToken = answer.nextToken;
    if (!nextToken) return { isAll: true };
  }
  return { isAll: false };
}
