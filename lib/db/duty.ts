import 'server-only';
import { and, eq, lt, or, sql } from 'drizzle-orm';
import { db } from './database';
import { duties } from './schema';

/**
 * Takes a duty that one process does for all, or keeps it: true where it is the holder's until so many milliseconds
 * from now. By the database's clock, so that replicas need not agree on theirs.
 */
export async function takeDuty(name: string, holder: string, ms: number): Promise<boolean> {
  const until = sql`now() + ${`${ms} milliseconds`}::interval`;
  const taken = await (await db())
    .insert(duties)
    .values({ name, holder, until })
    .onConflictDoUpdate({
      target: duties.name,
      set: { holder, until },
      setWhere: or(eq(duties.holder, holder), lt(duties.until, sql`now()`)),
    })
    .returning({ holder: duties.holder });
  return taken.length > 0;
}

/** Gives a duty up, so that another process need not wait. */
export async function leaveDuty(name: string, holder: string): Promise<void> {
  await (await db()).delete(duties).where(and(eq(duties.name, name), eq(duties.holder, holder)));
}
