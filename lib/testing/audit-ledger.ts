import { sql } from 'drizzle-orm';
import { readAuditChain, readAuditHead } from '../audit/data';
import type { AuditRow } from '../audit/types';
import { type Database, db } from '../db/database';

/** Tables, or columns of them, that say nothing of whether something was done. */
export type Ignored = Record<string, readonly string[] | 'all'>;

/** What never counts as an effect. */
const always: Ignored = {
  // The rows themselves, and their chain's end.
  audit: 'all',
  audit_head: 'all',
  // What AWS was last heard to say, with its age: whoever asks keeps it.
  snapshots: 'all',
  // A guess counts before it is looked at, so that one that fails on our side is no free one.
  attempts: 'all',
};

const raw = (text: string) => sql.raw(text);

/** The whole database but what is ignored, by table: what a deed that leaves no row may not have changed. */
export async function contents(ignored: Ignored = {}): Promise<Record<string, string>> {
  const database = await db();
  const left = { ...always, ...ignored };
  const of = (table: string) => {
    const columns = left[table];
    const without = columns === undefined || columns === 'all' ? [] : columns;
    const row = without.reduce((text, column) => `${text} - '${column}'`, 'to_jsonb(t)');
    return `select '${table}' as name, md5(coalesce(string_agg(r.row, ',' order by r.row), '')) as hash from (select (${row})::text as row from public."${table}" t) r`;
  };
  const tables = (await tableNames(database)).filter((table) => left[table] !== 'all');
  const rows = await database
    .select({ name: sql<string>`name`, hash: sql<string>`hash` })
    .from(raw(`(${tables.map(of).join(' union all ')}) as all_tables`));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** Every table there is: one that a later version adds is watched from its first day. */
async function tableNames(database: Database): Promise<string[]> {
  const rows = await database
    .select({ name: sql<string>`tablename::text` })
    .from(raw('pg_catalog.pg_tables'))
    .where(sql`schemaname = 'public'`)
    .orderBy(sql`tablename`);
  return rows.map(({ name }) => name);
}

/** The database as it stands now, to which each case comes back; the audit goes on, for it is append-only. */
export class Ledger {
  readonly #kept: Record<string, string>;

  private constructor(kept: Record<string, string>) {
    this.#kept = kept;
  }

  static async open(): Promise<Ledger> {
    const database = await db();
    await database.execute(raw('create schema kept'));
    for (const table of await tableNames(database))
      await database.execute(raw(`create table kept."${table}" as table public."${table}"`));
    await database.execute(
      raw(
        `create function refuse_row() returns trigger language plpgsql as $$ begin raise exception '${refusal}'; end $$`,
      ),
    );
    await database.execute(
      raw(
        'create trigger refuse_row before insert on audit for each row execute function refuse_row()',
      ),
    );
    await database.execute(raw('alter table audit disable trigger refuse_row'));
    return new Ledger(await contents());
  }

  /** Puts back whatever was changed since. */
  async restore(): Promise<void> {
    const database = await db();
    const now = await contents();
    const changed = Object.keys(this.#kept).filter((table) => now[table] !== this.#kept[table]);
    await database.transaction(async (tx) => {
      await tx.execute(raw('set local session_replication_role = replica'));
      for (const table of ['attempts', ...changed]) {
        await tx.execute(raw(`delete from public."${table}"`));
        await tx.execute(raw(`insert into public."${table}" select * from kept."${table}"`));
      }
    });
  }

  /** Runs it while no row can be written to the audit; answers what it threw, or null. */
  async withoutAudit(act: () => Promise<unknown>): Promise<unknown> {
    const database = await db();
    await database.execute(raw('alter table audit enable trigger refuse_row'));
    try {
      return await act().then(
        () => null,
        (thrown: unknown) => thrown ?? new Error('it rejected with nothing'),
      );
    } finally {
      await database.execute(raw('alter table audit disable trigger refuse_row'));
    }
  }
}

const refusal = 'no row is written today';

/** Whether something was thrown because the audit took no row, however often it was wrapped on its way. */
export function isRefusedRow(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.message.includes(refusal) || isRefusedRow(thrown.cause);
}

/** The rows that it leaves, and what it answered or threw. */
export async function rowsOf(
  act: () => Promise<unknown>,
): Promise<{ rows: AuditRow[]; thrown: unknown }> {
  const { seq: after } = await readAuditHead();
  const thrown = await act().then(
    () => null,
    (error: unknown) => error,
  );
  const { seq: upTo } = await readAuditHead();
  return { rows: await readAuditChain({ after, upTo, limit: 100 }), thrown };
}

/**
 * Calls that change something at AWS. By the operation's name, as AWS itself names what only reads; assuming a role
 * makes no more than a session.
 */
export function changing(calls: Record<string, number>): string[] {
  return Object.keys(calls).filter(
    (call) => !/\.(Get|List|Describe|Head|Lookup|Assume|Validate|Estimate|Filter)/.test(call),
  );
}
