import 'server-only';
import { and, desc, eq, sql } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { probeResults } from '../db/schema';
import { weighResult } from './state-store';
import type { ProbeResult } from './types';

type StoredRow = typeof probeResults.$inferSelect;

/** Keeps a result, and what it makes of the proxy's state. Its secrets are gone already. */
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
  if (settlesAt === undefined) await weighResult(on, targetId, result);
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

/** A row as it was when it was kept. */
export function toResult(row: StoredRow): ProbeResult {
  return { ...row.result, at: row.at };
}
