import 'server-only';
import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { db } from '../db/database';
import { runs } from '../db/schema';
import { loadRun, type RunRow } from './store';

/** A worker that is silent for this long is taken for dead. Short, so that a restart is hardly noticed. */
export const leaseMsDefault = 6_000;

/** Who holds runs, and for how long after each sign of life. */
export type Holder = { owner: string; leaseMs: number };

const leaseEnd = (leaseMs: number) => sql`now() + ${`${leaseMs} milliseconds`}::interval`;

/** Takes up to `count` unfinished runs that nobody holds, oldest first. Two workers never get the same one. */
export async function claimRuns({ owner, leaseMs }: Holder, count: number): Promise<RunRow[]> {
  if (count <= 0) return [];
  const database = await db();
  const free = database
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        inArray(runs.state, ['queued', 'running']),
        or(isNull(runs.leaseUntil), lt(runs.leaseUntil, sql`now()`)),
      ),
    )
    .orderBy(asc(runs.requestedAt))
    .limit(count)
    .for('update', { skipLocked: true });
  const claimed = await database
    .update(runs)
    .set({ leaseOwner: owner, leaseUntil: leaseEnd(leaseMs) })
    .where(inArray(runs.id, free))
    .returning({ id: runs.id });
  const loaded = await Promise.all(claimed.map(({ id }) => loadRun(id)));
  return loaded.flatMap((found) => found?.run ?? []);
}

/** The heartbeat: says that these runs are still being worked on. */
export async function keepLeases({ owner, leaseMs }: Holder, runIds: string[]): Promise<void> {
  if (runIds.length === 0) return;
  await (await db())
    .update(runs)
    .set({ leaseUntil: leaseEnd(leaseMs) })
    .where(and(eq(runs.leaseOwner, owner), inArray(runs.id, runIds)));
}

/** Gives up all that this worker holds. */
export async function releaseLeases({ owner }: Holder): Promise<void> {
  await (await db())
    .update(runs)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(eq(runs.leaseOwner, owner));
}
