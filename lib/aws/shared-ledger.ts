import 'server-only';
import { sql } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { callBudgets } from '../db/schema';
import { log } from '../log';
import { type Ledger, ownLedger } from './limiter';

/** A database that answers no sooner is taken to be away. */
const answerMsMax = 1_000;
/** Alone, a process goes on at this share: so many that cannot agree stay within the budget together. */
const aloneShare = 1 / 8;

/**
 * The ledger of a target's service that all replicas on one database keep, by the database's clock. One look at the
 * database grants to all who wait; while it does not answer, this process grants by itself, and much less.
 */
export function sharedLedger(
  targetId: string,
  service: string,
  database: () => Promise<Database> = db,
): Ledger {
  const own = ownLedger();
  return async (atLeastMs, byMs) => {
    try {
      const answer = database().then((db) => advance(db, targetId, service, atLeastMs, byMs));
      return await within(answerMsMax, answer);
    } catch (error) {
      log.warn('aws.budget_alone', { targetId, service, error });
      return own(atLeastMs, byMs / aloneShare);
    }
  };
}

async function advance(
  database: Database,
  targetId: string,
  service: string,
  atLeastMs: number,
  byMs: number,
): Promise<number> {
  const ms = (count: number) => sql`${count} * interval '1 millisecond'`;
  const from = sql`clock_timestamp() + ${ms(atLeastMs)}`;
  const [row] = await database
    .insert(callBudgets)
    .values({ targetId, service, until: sql`${from} + ${ms(byMs)}` })
    .onConflictDoUpdate({
      target: [callBudgets.targetId, callBudgets.service],
      set: { until: sql`greatest(${callBudgets.until}, ${from}) + ${ms(byMs)}` },
    })
    .returning({
      aheadMs:
        sql<number>`1000 * extract(epoch from ${callBudgets.until} - clock_timestamp())`.mapWith(
          Number,
        ),
    });
  if (!row) throw new Error('the database grants nothing');
  return row.aheadMs;
}

function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
