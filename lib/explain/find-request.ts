import 'server-only';
import { z } from 'zod';
import { nameSchema } from '@/templates/names';
import { accessLogGroup } from '@/templates/proxy/access-log';
import { type LogLine, readLogLines } from '../aws/access-logs';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { findProxyStack } from '../proxies/fleet';
import { present, readFields } from '../usage/access-line';

import { daysSearched, type FoundRequest } from './found-request';

/** Ids as API Gateway writes them; nothing that could mean something in a filter pattern. */
const idSchema = z.string().regex(/^[\w+/=-]{6,64}$/);

export const findRequestSchema = z.object({
  proxy: nameSchema,
  /** `x-amzn-requestid` or `x-amz-apigw-id`. */
  id: idSchema,
});

/** A log that is searched by a pattern is scanned a megabyte a page. */
const pagesMax = 15;

/**
 * Looks a request up in its proxy's access log by either of its ids. `not_found` where no such proxy stands, or where
 * it keeps no log.
 */
export async function findRequest(
  actor: Actor,
  { proxy, id }: z.output<typeof findRequestSchema>,
): Promise<FoundRequest> {
  const standing = await findProxyStack(proxy);
  authorize(actor, 'fleet.read', standing && { team: standing.facts.team, name: proxy });
  if (!standing || standing.spec?.accessLog === null) {
    throw new AppError('not_found', `${proxy} keeps no access log`);
  }
  const from = new Date(Date.now() - daysSearched * 86_400_000);
  const found: LogLine[] = [];
  const { isAll } = await readLogLines(
    standing.target,
    {
      group: accessLogGroup(proxy),
      from,
      pagesMax,
      pattern: `{ ($.requestId = "${id}") || ($.extendedRequestId = "${id}") }`,
    },
    async (lines) => void found.push(...lines),
  );
  // Any line may pretend to hold an id; only one that is ours to the letter is believed.
  const fields = found.map(({ text }) => readFields(text)).find((line) => line !== null);
  if (!fields) return { kind: 'absent', isAll };
  return {
    kind: 'found',
    at: new Date(Number(fields.requestTimeEpoch)),
    status: fields.status,
    errorType: present(fields.errorType),
    errorMessage: present(fields.errorMessage),
    integrationStatus: present(fields.integrationStatus),
    latencyMs: Number(fields.responseLatency) || null,
    keyId: present(fields.apiKeyId),
    endpointId: present(fields.vpceId),
  };
}
