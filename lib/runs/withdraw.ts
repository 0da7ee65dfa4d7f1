import 'server-only';
import { and, eq, isNull, not, type SQL, sql } from 'drizzle-orm';
import { type Database, notify } from '../db/database';
import { runSteps, runs } from '../db/schema';
import { queueChannel, runChannel } from './store';

/** Whether CloudFormation may have been asked for one of a run's steps: a step is marked before it is. */
export const hasBegun = sql<boolean>`exists (
  select from ${runSteps} where ${runSteps.runId} = ${runs.id} and ${runSteps.state} <> 'waiting'
)`;

/**
 * Hands those among these that were to be executed, and have not begun, to an engine that drops their plans. One that
 * an engine has in its hands stays as it is: it begins, or goes back to the queue. Answers how many it took back.
 */
export async function withdrawRuns(
  tx: Database,
  which: SQL | undefined,
  decidedBy: string,
): Promise<number> {
  const withdrawn = await tx
    .update(runs)
    .set({ aim: 'discard', decidedBy, decidedAt: new Date(), leaseUntil: null })
    .where(
      and(
        which,
        eq(runs.state, 'queued'),
        eq(runs.aim, 'execute'),
        isNull(runs.leaseOwner),
        not(hasBegun),
      ),
    )
    .returning({ id: runs.id });
  for (const { id } of withdrawn) {
    await notify(queueChannel, id, tx);
    await notify(runChannel, id, tx);
  }
  return withdrawn.length;
}
