import 'server-only';
import { sql } from 'drizzle-orm';
import { db } from '../db/database';
import { probeResults } from '../db/schema';
import { dayMs } from '../usage/calendar';

/** As far back as a page looks. */
const keptMs = 30 * dayMs;
/** Rows that one statement takes, so that nobody waits for it. */
const batch = 5_000;

/** Drops results that are too old to be looked at, but never the last of a proxy. Answers how many. */
export async function forgetOldProbes(now = new Date()): Promise<number> {
  const database = await db();
  const before = new Date(now.getTime() - keptMs).toISOString();
  for (let dropped = 0; ; ) {
    const { length } = await database
      .delete(probeResults)
      .where(
        sql`${probeResults.id} in (
          select old.id from ${probeResults} as old
          where old.at < ${before} and exists (
            select 1 from ${probeResults} as newer
            where newer.target_id = old.target_id and newer.proxy = old.proxy and newer.at > old.at
          )
          limit ${batch}
        )`,
      )
      .returning({ id: probeResults.id });
    dropped += length;
    if (length < batch) return dropped;
  }
}
