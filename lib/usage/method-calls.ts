import 'server-only';
import { and, eq, gte, ne, sql } from 'drizzle-orm';
import type { HttpMethod } from '@/templates/proxy/http-methods';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { usageRequests } from '../db/schema';
import { dayMs, hourMs } from './calendar';
import { hourOf, readSource } from './traffic';

/** Consumers' calls by method. `since`: they are known from there on only; null where they are of all seven days. */
export type MethodCalls = { calls: Partial<Record<HttpMethod, number>>; since: Date | null };

/** Those that were refused with a 403 already lose nothing by another. */
const refusedAlready = ['policy', 'path', 'key_refused'];

/**
 * How often each method was called in the last seven days, as the access log tells, without the probe's calls. Null
 * where no log was read.
 */
export async function readMethodCalls(
  { RestApiId = '', ProbeKeyId = '' }: Record<string, string>,
  now = new Date(),
): Promise<MethodCalls | null> {
  const { asOf, since } = await readSource(RestApiId, 'log');
  if (!asOf || !since) return null;
  const from = hourOf(new Date(now.getTime() - 7 * dayMs));
  const request = sql`jsonb_array_elements(${usageRequests.requests})`;
  const each = (await db())
    .select({ hour: usageRequests.hour, request: request.as('request') })
    .from(usageRequests)
    .where(
      and(
        eq(usageRequests.targetId, mainTarget().id),
        eq(usageRequests.apiId, RestApiId),
        gte(usageRequests.hour, from),
        ne(usageRequests.keyId, ProbeKeyId),
      ),
    )
    .as('each');
  const method = sql<HttpMethod | null>`${each.request}->>2`;
  const rows = await (await db())
    .select({
      method,
      count: sql<number>`count(*)::int`,
      last: sql<string>`max(${each.hour})`,
    })
    .from(each)
    .where(sql`${each.request}->>1 not in ${refusedAlready}`)
    .groupBy(method);
  // Requests of before methods were kept.
  const unnamed = rows.find((row) => row.method === null);
  const namedFrom = unnamed ? new Date(unnamed.last).getTime() + hourMs : 0;
  const begins = new Date(Math.max(since.getTime(), namedFrom));
  return {
    calls: Object.fromEntries(
      rows.flatMap(({ method: name, count }) => (name === null ? [] : [[name, count]])),
    ),
    since: begins > from ? begins : null,
  };
}
