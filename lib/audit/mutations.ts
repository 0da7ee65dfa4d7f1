import 'server-only';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { audit } from '../db/schema';
import type { Actor } from '../identity/types';
import { digestOf } from './chain';
import { withoutSecrets } from './secrets';
import type { AuditChange, AuditContent } from './types';

export type NewAuditRow = {
  actor: Pick<Actor, 'email' | 'token'> | 'system';
  /** Verb and object kind, such as `proxy.launch`. */
  action: string;
  object?: string | null;
  team?: string | null;
  /** Facts worth keeping; never a secret. */
  detail?: Record<string, unknown>;
  /** What is different after it; see changesOf. */
  changes?: AuditChange[] | null;
  /** The person's own words. */
  reason?: string | null;
  clientToken?: string | null;
  awsOperation?: string | null;
  /** The `seq` of the row that this one completes. */
  of?: number | null;
};

/**
 * Writes one audit row. Pass the transaction that holds the effect: a row that cannot be written undoes it, and an
 * effect that fails leaves no row. Its place in the chain it is given by the database, when the transaction commits.
 */
export async function recordAudit(on: Database, row: NewAuditRow): Promise<void> {
  await insert(on, row);
}

/**
 * Writes the row of what cannot stand in one transaction with its effect, before the effect; answers its `seq` for the
 * row that completes it.
 */
export async function recordIntent(row: NewAuditRow): Promise<number> {
  const database = await db();
  const id = await insert(database, row);
  const [written] = await database.select({ seq: audit.seq }).from(audit).where(eq(audit.id, id));
  if (!written?.seq) throw new Error(`audit row ${id} has no place in the chain`);
  return written.seq;
}

async function insert(on: Database, row: NewAuditRow): Promise<number> {
  const { actor, detail = {} } = row;
  const token = actor === 'system' ? undefined : actor.token;
  const content: AuditContent = {
    actor: actor === 'system' ? 'system' : actor.email,
    actorKind: actor === 'system' ? 'system' : token ? 'token' : 'person',
    action: row.action,
    object: row.object ?? null,
    team: row.team ?? null,
    detail: asStored(withoutSecrets(token ? { ...detail, token: token.prefix } : detail)),
    changes: row.changes?.length ? asStored(withoutSecrets(row.changes)) : null,
    reason: row.reason ? withoutSecrets(row.reason) : null,
    clientToken: row.clientToken ?? null,
    awsOperation: row.awsOperation ?? null,
    of: row.of ?? null,
  };
  const [written] = await on
    .insert(audit)
    .values({ ...content, digest: digestOf(content) })
    .returning({ id: audit.id });
  if (!written) throw new Error('the audit row was not written');
  return written.id;
}

/** As it will be read again: what is hashed must be what is kept. Dates become texts, and what is undefined goes. */
function asStored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** Rows of one step, so that a long history is not held in memory. */
const stepRows = 1_000;

/**
 * Gives the rows of before there was a chain their places, in the order of their ids. Done once, at the first start
 * with a chain, and not by the migration: a row's digest is of its canonical JSON, which the database cannot write.
 */
export async function chainEarlierRows(): Promise<void> {
  const database = await db();
  for (;;) {
    const count = await database.transaction(async (tx) => {
      const rows = await tx
        .select()
        .from(audit)
        .where(and(isNull(audit.seq), isNull(audit.digest)))
        .orderBy(asc(audit.id))
        .limit(stepRows)
        .for('update');
      for (const row of rows)
        await tx
          .update(audit)
          .set({ digest: digestOf(row) })
          .where(eq(audit.id, row.id));
      return rows.length;
    });
    if (count < stepRows) return;
  }
}
