import 'server-only';
import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../db/database';
import { extensions } from '../db/schema';

/**
 * Extensions in line for a turn at AWS, in the order in which they were asked for, and the one that had the last turn.
 * AWS lists no limit for UpdateUsage beside the ten calls a second that all share (aws-facts C). Whether it counts as
 * a change of the plan, which it grants once in 20 s, is UNCONFIRMED, so both take turns.
 */
export async function loadExtensionClaims(
  on: Database,
  targetId: string,
): Promise<{ id: string; turnAt: Date | null }[]> {
  const claim = { id: extensions.id, turnAt: extensions.turnAt };
  const last = await on
    .select(claim)
    .from(extensions)
    .where(and(eq(extensions.targetId, targetId), isNotNull(extensions.turnAt)))
    .orderBy(desc(extensions.turnAt))
    .limit(1);
  const waiting = await on
    .select(claim)
    .from(extensions)
    .where(
      and(
        eq(extensions.targetId, targetId),
        eq(extensions.state, 'approved'),
        isNull(extensions.turnAt),
      ),
    )
    .orderBy(asc(extensions.requestedAt), asc(extensions.id));
  return [...last, ...waiting];
}
