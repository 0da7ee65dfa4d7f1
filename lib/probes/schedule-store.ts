import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { probeSchedules, probeStates } from '../db/schema';

export type ScheduleRow = typeof probeSchedules.$inferSelect;

/** A probe asks a function that wakes up four times, each for up to 50 s, and the rest of it takes seconds. */
const claimS = 240;

/** By the database's clock, so that replicas need not agree on theirs. */
const today = sql<string>`to_char(now() at time zone 'utc', 'YYYY-MM-DD')`;

/**
 * Takes one turn that is due and charges it to the day's budget, in one statement: of all processes one has it, and
 * nobody else before it is given back or its time is over. Null where none is due, or none that can be afforded.
 */
export async function claimTurn(): Promise<ScheduleRow | null> {
  const database = await db();
  const due = database
    .select({ targetId: probeSchedules.targetId, proxy: probeSchedules.proxy })
    .from(probeSchedules)
    .where(
      and(
        isNotNull(probeSchedules.everyMinutes),
        lte(probeSchedules.dueAt, sql`now()`),
        or(isNull(probeSchedules.claimedUntil), lte(probeSchedules.claimedUntil, sql`now()`)),
        or(
          sql`${probeSchedules.spentOn} is distinct from ${today}`,
          sql`${probeSchedules.spent} < ${probeSchedules.dailyMax}`,
        ),
      ),
    )
    .orderBy(asc(probeSchedules.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [claimed] = await database
    .update(probeSchedules)
    .set({
      claim: randomBytes(12).toString('hex'),
      claimedUntil: sql`now() + make_interval(secs => ${claimS})`,
      spent: sql`case when ${probeSchedules.spentOn} = ${today} then ${probeSchedules.spent} + 1 else 1 end`,
      spentOn: today,
    })
    .where(sql`(${probeSchedules.targetId}, ${probeSchedules.proxy}) = (${due})`)
    .returning();
  return claimed ?? null;
}

/** Gives a turn back with what came of it; false where another has it by now, or the schedule was changed meanwhile. */
export async function endTurn(
  on: Database,
  { targetId, proxy, claim }: ScheduleRow,
  change: Partial<Pick<ScheduleRow, 'dueAt' | 'settlesAt' | 'problem' | 'spent'>>,
): Promise<boolean> {
  const ended = await on
    .update(probeSchedules)
    .set({ ...change, claim: null, claimedUntil: null })
    .where(
      and(
        eq(probeSchedules.targetId, targetId),
        eq(probeSchedules.proxy, proxy),
        eq(probeSchedules.claim, claim ?? ''),
      ),
    )
    .returning({ proxy: probeSchedules.proxy });
  return ended.length > 0;
}

export async function loadSchedule(
  on: Database,
  targetId: string,
  proxy: string,
): Promise<ScheduleRow | null> {
  const [row] = await on
    .select()
    .from(probeSchedules)
    .where(and(eq(probeSchedules.targetId, targetId), eq(probeSchedules.proxy, proxy)));
  return row ?? null;
}

/** Forgets the schedule and the state of a proxy that there is no more: one of its name begins anew. */
export async function dropSchedule(on: Database, row: ScheduleRow): Promise<void> {
  const { targetId, proxy, claim } = row;
  await on
    .delete(probeStates)
    .where(and(eq(probeStates.targetId, targetId), eq(probeStates.proxy, proxy)));
  await on
    .delete(probeSchedules)
    .where(
      and(
        eq(probeSchedules.targetId, targetId),
        eq(probeSchedules.proxy, proxy),
        eq(probeSchedules.claim, claim ?? ''),
      ),
    );
}
