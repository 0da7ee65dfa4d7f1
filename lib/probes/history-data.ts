import 'server-only';
import { and, asc, desc, eq, gt, gte, lt, ne, sql } from 'drizzle-orm';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { probeResults } from '../db/schema';
import { historyOf, type ProbeHistory, type ProbePoint } from './history';
import { type ProbeView, spans } from './history-view';
import { toResult } from './store';
import { type ProbePhases, type ProbeResult, scheduleRequester } from './types';

/** The probes of a proxy that the view asks for, oldest first, and what it asks of them. */
export async function getProbeHistory(
  proxy: string,
  view: ProbeView,
  now = new Date(),
): Promise<{ history: ProbeHistory; points: ProbePoint[] }> {
  const to = now.getTime();
  const from = to - spans[view.span] * 1_000;
  const rows = await (await db())
    .select({
      id: probeResults.id,
      at: probeResults.at,
      verdict: probeResults.verdict,
      status: probeResults.status,
      totalMs: probeResults.totalMs,
      requestedBy: probeResults.requestedBy,
      isCounted: probeResults.isCounted,
      phases: sql<ProbePhases>`${probeResults.result}->'phases'`,
    })
    .from(probeResults)
    .where(and(isOf(proxy), gte(probeResults.at, new Date(from)), isBy(view)))
    .orderBy(asc(probeResults.at));
  const points = rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
  return { history: historyOf(points, view, { from, to }), points };
}

/** One run, and the ones before and after it of those that the view asks for. Null where it is not kept any more. */
export async function getProbeRun(
  proxy: string,
  view: ProbeView,
): Promise<{ result: ProbeResult; older: string | null; newer: string | null } | null> {
  if (view.run === null) return null;
  const database = await db();
  const [row] = await database
    .select()
    .from(probeResults)
    .where(and(isOf(proxy), eq(probeResults.id, view.run)));
  if (!row) return null;
  const beside = (isOlder: boolean) =>
    database
      .select({ id: probeResults.id })
      .from(probeResults)
      .where(
        and(
          isOf(proxy),
          isBy(view),
          isOlder ? lt(probeResults.at, row.at) : gt(probeResults.at, row.at),
        ),
      )
      .orderBy(isOlder ? desc(probeResults.at) : asc(probeResults.at))
      .limit(1);
  const [[older], [newer]] = await Promise.all([beside(true), beside(false)]);
  return { result: toResult(row), older: older?.id ?? null, newer: newer?.id ?? null };
}

function isOf(proxy: string) {
  return and(eq(probeResults.targetId, mainTarget().id), eq(probeResults.proxy, proxy));
}

function isBy({ whose }: ProbeView) {
  if (whose === 'all') return undefined;
  return whose === 'schedule'
    ? eq(probeResults.requestedBy, scheduleRequester)
    : ne(probeResults.requestedBy, scheduleRequester);
}
