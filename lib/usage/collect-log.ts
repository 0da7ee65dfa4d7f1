import 'server-only';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { type LogLine, readLogLines } from '../aws/access-logs';
import type { Target } from '../aws/targets';
import { type Database, db } from '../db/database';
import { type KeptRequest, usageHours, usageLines, usageRequests } from '../db/schema';
import { groupBy } from '../group-by';
import { log } from '../log';
import { type LoggedRequest, readLine } from './access-line';
import { logStart } from './log-start';
import { type SourceRow, saveProblem, saveRead } from './sources';
import type { Subject } from './subjects';
import { attributeThrottles } from './throttles';
import { hourOf } from './traffic';

/** Lines arrive late and out of order: each read looks back over what may still have come. */
const overlapMs = 3 * 60_000;
/** Once in so long a read looks back further, for lines that were later still. */
const deepEveryMs = 10 * 60_000;
const deepOverlapMs = 60 * 60_000;
/** Counted lines are kept for longer than any read looks back. */
const linesKeptMs = deepOverlapMs + 5 * 60_000;
/** Far more than a proxy at its rate writes between two reads; a backlog is taken in several. */
const pagesMax = 20;

type Logged = LoggedRequest & { isNew: boolean };

/**
 * Reads what a proxy's access log has come to say and counts each line once, also when it came late, and when a read
 * was cut off. Never rejects.
 */
export async function collectLog(
  target: Target,
  subject: Subject,
  before: SourceRow | undefined,
): Promise<void> {
  const { apiId, logGroup, createdAt } = subject;
  if (!logGroup) return;
  const began = new Date();
  const from = before?.asOf
    ? lookBack(before.asOf, before.triedAt, began)
    : logStart(createdAt, began);
  try {
    let newest = before?.asOf ?? from;
    const { isAll } = await readLogLines(
      target,
      { group: logGroup, from, pagesMax },
      async (lines) => {
        await takeLines(target, subject, lines);
        for (const { at } of lines) if (at > newest) newest = at;
      },
    );
    const asOf = isAll ? began : newest;
    const database = await db();
    await saveRead(database, target, 'log', [{ subject: apiId, asOf, since: from }]);
    await database
      .delete(usageLines)
      .where(
        and(
          eq(usageLines.targetId, target.id),
          eq(usageLines.apiId, apiId),
          lt(usageLines.at, new Date(asOf.getTime() - linesKeptMs)),
        ),
      );
  } catch (thrown) {
    await saveProblem(target, 'log', [apiId], thrown);
  }
}

function lookBack(asOf: Date, triedAt: Date, now: Date): Date {
  const isDeep =
    Math.floor(now.getTime() / deepEveryMs) !== Math.floor(triedAt.getTime() / deepEveryMs);
  return new Date(asOf.getTime() - (isDeep ? deepOverlapMs : overlapMs));
}

/** Counts those of a page's lines that were not counted before, all of them or none. */
async function takeLines(target: Target, subject: Subject, lines: LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  const { apiId, limits } = subject;
  await (await db()).transaction(async (database) => {
    const isFresh = await keepIds(database, target, apiId, lines);
    const fresh = lines.filter(({ eventId }) => isFresh.has(eventId));
    const read = fresh.map(({ text }) => readLine(text));
    const requests = read.filter((request) => request !== null);
    if (requests.length < read.length)
      log.warn('usage.unreadable_lines', { apiId, count: read.length - requests.length });
    const byKey = groupBy(requests, ({ keyId }) => keyId ?? '');
    for (const [keyId, ofKey] of byKey) {
      const neighbours = await neighboursOf(database, { target, apiId, keyId }, ofKey, limits);
      const all = [...neighbours, ...ofKey.map((request) => ({ ...request, isNew: true }))].sort(
        (a, b) => a.at.getTime() - b.at.getTime(),
      );
      const told = attributeThrottles(all, limits).filter(({ isNew }) => isNew);
      await keepRequests(database, { targetId: target.id, apiId, keyId }, told);
    }
  });
}

/** Writes down the ids of lines and answers those that were not written down yet. */
async function keepIds(
  database: Database,
  target: Target,
  apiId: string,
  lines: LogLine[],
): Promise<Set<string>> {
  const rows = lines.map(({ eventId, at }) => ({ targetId: target.id, apiId, eventId, at }));
  const fresh = new Set<string>();
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    const kept = await database
      .insert(usageLines)
      .values(rows.slice(start, start + rowsPerInsert))
      .onConflictDoNothing()
      .returning({ eventId: usageLines.eventId });
    for (const { eventId } of kept) fresh.add(eventId);
  }
  return fresh;
}

/** PostgreSQL takes 65,535 parameters, and a row has four. */
const rowsPerInsert = 10_000;

/** Requests of the key that were counted before and emptied the bucket that throttled new ones. */
async function neighboursOf(
  database: Database,
  { target, apiId, keyId }: { target: Target; apiId: string; keyId: string },
  requests: readonly LoggedRequest[],
  { rate, burst }: Subject['limits'],
): Promise<Logged[]> {
  const throttled = requests.filter(({ outcome }) => outcome === 'throttle');
  if (throttled.length === 0 || keyId === '') return [];
  const first = Math.min(...throttled.map(({ at }) => at.getTime()));
  const from = new Date(first - (burst / rate) * 1_000);
  const rows = await database
    .select()
    .from(usageRequests)
    .where(
      and(
        eq(usageRequests.targetId, target.id),
        eq(usageRequests.apiId, apiId),
        eq(usageRequests.keyId, keyId),
        gte(usageRequests.hour, hourOf(from)),
      ),
    );
  return rows
    .flatMap(({ hour, requests }) =>
      requests.map(([ms, outcome]) => ({
        at: new Date(hour.getTime() + ms),
        keyId,
        outcome,
        isNew: false,
      })),
    )
    .filter(({ at }) => at >= from);
}

async function keepRequests(
  database: Database,
  of: { targetId: string; apiId: string; keyId: string },
  requests: readonly LoggedRequest[],
): Promise<void> {
  const byHour = groupBy(requests, ({ at }) => hourOf(at).getTime());
  for (const [at, inHour] of byHour) {
    const hour = new Date(at);
    const entries = inHour.map(({ at, outcome, method }): KeptRequest => {
      const ms = at.getTime() - hour.getTime();
      return method ? [ms, outcome, method] : [ms, outcome];
    });
    await database
      .insert(usageRequests)
      .values({ ...of, hour, requests: entries })
      .onConflictDoUpdate({
        target: [
          usageRequests.targetId,
          usageRequests.apiId,
          usageRequests.hour,
          usageRequests.keyId,
        ],
        set: { requests: sql`${usageRequests.requests} || excluded.requests` },
      });
    const counts = [...groupBy(inHour, ({ outcome }) => outcome)].map(([outcome, ofIt]) => ({
      ...of,
      hour,
      outcome,
      count: ofIt.length,
    }));
    await database
      .insert(usageHours)
      .values(counts)
      .onConflictDoUpdate({
        target: [
          usageHours.targetId,
          usageHours.apiId,
          usageHours.hour,
          usageHours.keyId,
          usageHours.outcome,
        ],
        set: { count: sql`${usageHours.count} + excluded.count` },
      });
  }
}
