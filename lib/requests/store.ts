import 'server-only';
import { and, desc, eq, gt, inArray, lt, lte, notInArray, or } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { type Database, db } from '../db/database';
import { requests } from '../db/schema';
import { AppError } from '../errors';
import { tellDecided } from './notices';
import type { ProxyRequest, RequestState } from './types';

export type RequestRow = typeof requests.$inferSelect;

/** The channel on which replicas hear that an approved request has a run to begin. */
export const requestChannel = 'request';

/** States that go on by themselves: at their time they expire. */
const passing: RequestState[] = ['open', 'approved'];

export function toRequest(row: RequestRow): ProxyRequest {
  const { targetId: _, pin: __, idempotencyKey: ___, ...request } = row;
  // Nobody decides after its time, also where the job that says so has not come by yet.
  const isOver = passing.includes(row.state) && row.expiresAt.getTime() <= Date.now();
  return isOver ? { ...request, state: 'expired', endedAt: row.expiresAt } : request;
}

export async function loadRequest(id: string, on?: Database): Promise<RequestRow | null> {
  const [row] = await (on ?? (await db())).select().from(requests).where(eq(requests.id, id));
  return row ?? null;
}

/** What this person has asked for under a key of theirs. */
export async function findAsked(
  { email }: { email: string },
  idempotencyKey: string,
  on?: Database,
): Promise<RequestRow | null> {
  const [row] = await (on ?? (await db()))
    .select()
    .from(requests)
    .where(and(eq(requests.requestedBy, email), eq(requests.idempotencyKey, idempotencyKey)));
  return row ?? null;
}

/** Something else was asked for under this key. */
export function keyReused(): AppError {
  return new AppError('conflict', 'another request was made under this key', {
    reason: { id: 'keyReused' },
  });
}

/** The row, held until the transaction ends: two who decide at the same time decide one after the other. */
export async function holdRequest(tx: Database, id: string): Promise<RequestRow | null> {
  const [row] = await tx.select().from(requests).where(eq(requests.id, id)).for('update');
  return row ?? null;
}

export type RequestFilter = {
  /** As they stand now, see toRequest. */
  states?: readonly RequestState[] | undefined;
  requestedBy?: string | undefined;
  proxy?: string | undefined;
  teams?: readonly string[] | undefined;
  before?: Date | undefined;
  /** The last request of the page before. */
  after?: Pick<ProxyRequest, 'id' | 'requestedAt'> | undefined;
  limit: number;
};

/** Newest first. */
export async function listRows(targetId: string, filter: RequestFilter): Promise<RequestRow[]> {
  const { states, requestedBy, proxy, teams, before, after, limit } = filter;
  return (await db())
    .select()
    .from(requests)
    .where(
      and(
        eq(requests.targetId, targetId),
        states && standsIn(states, new Date()),
        requestedBy === undefined ? undefined : eq(requests.requestedBy, requestedBy),
        proxy === undefined ? undefined : eq(requests.proxy, proxy),
        teams && inArray(requests.team, [...teams]),
        before && lt(requests.requestedAt, before),
        after &&
          or(
            lt(requests.requestedAt, after.requestedAt),
            and(eq(requests.requestedAt, after.requestedAt), lt(requests.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(requests.requestedAt), desc(requests.id))
    .limit(limit);
}

function standsIn(states: readonly RequestState[], now: Date) {
  const isPast = and(inArray(requests.state, passing), lte(requests.expiresAt, now));
  const said = inArray(requests.state, [...states]);
  const stands = and(said, or(notInArray(requests.state, passing), gt(requests.expiresAt, now)));
  return states.includes('expired') ? or(stands, isPast) : stands;
}

/** Of those that wait, what tells who may decide: asked for on every page, so without all that is asked for in them. */
export async function listOpen(targetId: string) {
  const { team, requestedBy, verdict, decisions } = requests;
  return (await db())
    .select({ team, requestedBy, verdict, decisions })
    .from(requests)
    .where(
      and(
        eq(requests.targetId, targetId),
        eq(requests.state, 'open'),
        gt(requests.expiresAt, new Date()),
      ),
    );
}

/** Those that were approved and have no run yet. */
export async function listApproved(): Promise<string[]> {
  const rows = await (await db())
    .select({ id: requests.id })
    .from(requests)
    .where(eq(requests.state, 'approved'));
  return rows.map(({ id }) => id);
}

/** Ends what nobody has decided, or could use, in time; each leaves a row of its own, and its team is told. */
export async function expireRequests(now = new Date()): Promise<void> {
  await (await db()).transaction(async (tx) => {
    const rows = await tx
      .update(requests)
      .set({ state: 'expired', endedAt: now })
      .where(
        and(
          or(eq(requests.state, 'open'), eq(requests.state, 'approved')),
          lte(requests.expiresAt, now),
        ),
      )
      .returning();
    for (const row of rows) {
      await recordAudit(tx, {
        actor: 'system',
        action: 'request.expire',
        object: row.proxy,
        team: row.team,
        detail: { request: row.id, requestedBy: row.requestedBy },
      });
      await tellDecided(tx, row, { state: 'expired', by: '', reason: '' }, now);
    }
  });
}
