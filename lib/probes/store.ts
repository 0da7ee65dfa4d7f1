import 'server-only';
import { and, desc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { probeResults } from '../db/schema';
import type { ProbeResult } from './types';

type StoredRow = typeof probeResults.$inferSelect;

/** Keeps a result. Its secrets are gone already. */
export async function saveProbeResult(
  on: Database,
  targetId: string,
  result: ProbeResult,
): Promise<void> {
  const { id, proxy, at, requestedBy, verdict, outcome, status, totalMs, settlesAt } = result;
  await on.insert(probeResults).values({
    id,
    targetId,
    proxy,
    at,
    requestedBy,
    verdict,
    outcome,
    status,
    totalMs,
    isCounted: settlesAt === undefined,
    result: { ...result, at: at.toISOString() },
  });
}

export async function loadProbeResults(
  targetId: string,
  proxy: string,
  limit: number,
): Promise<ProbeResult[]> {
  const rows = await (await db())
    .select()
    .from(probeResults)
    .where(and(eq(probeResults.targetId, targetId), eq(probeResults.proxy, proxy)))
    .orderBy(desc(probeResults.at))
    .limit(limit);
  return rows.map(toResult);
}

/** The newest result of every proxy of a target, by name. */
export async function loadLastProbeResults(targetId: string): Promise<Map<string, ProbeResult>> {
  const rows = await (await db())
    .selectDistinctOn([probeResults.proxy])
    .from(probeResults)
    .where(eq(probeResults.targetId, targetId))
    .orderBy(probeResults.proxy, sql`${probeResults.at} desc`);
  return new Map(rows.map((row) => [row.proxy, toResult(row)]));
}

/** Probes that failed without one between them that did not. */
export type Outage = { since: Date; failures: number; outcome: string };

/** The outages that go on, by proxy, for those whose last probe failed. */
export async function loadOutages(targetId: string): Promise<Map<string, Outage>> {
  const database = await db();
  const lastGood = database
    .select({ proxy: probeResults.proxy, at: sql<Date>`max(${probeResults.at})`.as('good_at') })
    .from(probeResults)
    .where(and(eq(probeResults.targetId, targetId), ne(probeResults.verdict, 'down')))
    .groupBy(probeResults.proxy)
    .as('last_good');
  const rows = await database
    .select({
      proxy: probeResults.proxy,
      since: sql`min(${probeResults.at})`.mapWith(probeResults.at),
      failures: sql`count(*)`.mapWith(Number),
      outcome: sql<string>`(array_agg(${probeResults.outcome} order by ${probeResults.at} desc))[1]`,
    })
    .from(probeResults)
    .leftJoin(lastGood, eq(lastGood.proxy, probeResults.proxy))
    .where(
      and(
        eq(probeResults.targetId, targetId),
        eq(probeResults.verdict, 'down'),
        or(isNull(lastGood.at), gt(probeResults.at, lastGood.at)),
      ),
    )
    .groupBy(probeResults.proxy);
  return new Map(rows.map(({ proxy, ...outage }) => [proxy, outage]));
}

function toResult(row: StoredRow): ProbeResult {
  return { ...row.result, at: row.at };
}
