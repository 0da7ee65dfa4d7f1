import 'server-only';
import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { type Database, db, notify } from '../db/database';
import { rollMembers, rolls, runs } from '../db/schema';
import { hasBegun } from '../runs/withdraw';
import type { MemberState, RollProblem, RollState } from './types';
import { type MemberRun, memberState } from './waves';

export type RollRow = typeof rolls.$inferSelect;
export type MemberRow = typeof rollMembers.$inferSelect & { state: MemberState; run: MemberRun };

/** The channel on which engines hear that a roll has something to do. */
export const rollChannel = 'roll';

const working: RollState[] = ['planning', 'rolling', 'stopping'];
/** One roll at a time: two would plan the same stacks. */
const unfinished: RollState[] = [...working, 'planned'];

export async function loadRoll(
  id: string,
  on?: Database,
): Promise<{ roll: RollRow; members: MemberRow[] } | null> {
  const database = on ?? (await db());
  const [roll] = await database.select().from(rolls).where(eq(rolls.id, id));
  if (!roll) return null;
  const rows = await database
    .select({
      member: rollMembers,
      state: runs.state,
      aim: runs.aim,
      decidedBy: runs.decidedBy,
      hasBegun,
    })
    .from(rollMembers)
    .leftJoin(runs, eq(runs.id, rollMembers.runId))
    .where(eq(rollMembers.rollId, id))
    .orderBy(asc(rollMembers.index));
  const members = rows.map(({ member, state, aim, decidedBy, hasBegun }) => {
    const run: MemberRun = state && aim ? { state, aim, decidedBy, hasBegun } : null;
    return { ...member, run, state: memberState(run, member.problem) };
  });
  return { roll, members };
}

export async function listRollRows(targetId: string, limit: number): Promise<RollRow[]> {
  return (await db())
    .select()
    .from(rolls)
    .where(eq(rolls.targetId, targetId))
    .orderBy(desc(rolls.requestedAt), desc(rolls.id))
    .limit(limit);
}

export async function findUnfinished(targetId: string, on?: Database): Promise<RollRow | null> {
  const [row] = await (on ?? (await db()))
    .select()
    .from(rolls)
    .where(and(eq(rolls.targetId, targetId), inArray(rolls.state, unfinished)));
  return row ?? null;
}

/** Takes one roll that has something to do and that nobody holds, for so long. */
export async function claimRoll(leaseMs: number): Promise<RollRow | null> {
  const database = await db();
  const free = database
    .select({ id: rolls.id })
    .from(rolls)
    .where(
      and(
        inArray(rolls.state, working),
        or(isNull(rolls.leaseUntil), lt(rolls.leaseUntil, sql`now()`)),
      ),
    )
    .orderBy(asc(rolls.requestedAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [claimed] = await database
    .update(rolls)
    .set({ leaseUntil: sql`now() + ${`${leaseMs} milliseconds`}::interval` })
    .where(inArray(rolls.id, free))
    .returning();
  return claimed ?? null;
}

export async function releaseRoll(id: string): Promise<void> {
  await (await db()).update(rolls).set({ leaseUntil: null }).where(eq(rolls.id, id));
}

export async function updateMember(
  rollId: string,
  index: number,
  change: { runId?: string; problem?: RollProblem },
): Promise<void> {
  await (await db())
    .update(rollMembers)
    .set(change)
    .where(and(eq(rollMembers.rollId, rollId), eq(rollMembers.index, index)));
}

/** Moves a roll on from the state it was seen in; what another has done meanwhile stays. */
export async function moveRoll(
  on: Database,
  id: string,
  from: readonly RollState[],
  change: Partial<RollRow> & { state: RollState },
): Promise<boolean> {
  const moved = await on
    .update(rolls)
    .set(change)
    .where(and(eq(rolls.id, id), inArray(rolls.state, [...from])))
    .returning({ id: rolls.id });
  await notify(rollChannel, id, on);
  return moved.length > 0;
}
