import 'server-only';
import { resolve } from 'node:path';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { env } from '../env';
import { log } from '../log';
import type * as schema from './schema';

/** Embedded or real PostgreSQL, or a transaction on one: what takes a Database works within either. */
export type Database = PgDatabase<
  PgQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;

/** One open database. `listen` answers how to stop; delivery is at most once, so readers also look by time. */
export type Connection = {
  database: Database;
  listen(channel: string, handler: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export type DatabaseOptions = { dataDir: string; url?: string | undefined };

// Next bundles this module more than once in one process; a module-level handle would open PGlite several times.
const holder = globalThis as typeof globalThis & { sluiceDatabase?: Promise<Connection> };

/**
 * The process's one database, opened and migrated by the first call. Throws where another process holds the
 * embedded one. Within a transaction use its own handle: on the embedded database a second one would wait for ever.
 */
export async function db(): Promise<Database> {
  return (await connection()).database;
}

/** Announces to every replica. Given a transaction, listeners hear it when that commits, or never. */
export async function notify(channel: string, payload: string, on?: Database): Promise<void> {
  await (on ?? (await db())).execute(sql`select pg_notify(${channel}, ${payload})`);
}

/** Hears what `notify` says on a channel (lower case letters and `_`), this process's own words included. */
export async function listen(
  channel: string,
  handler: (payload: string) => void,
): Promise<() => Promise<void>> {
  return (await connection()).listen(channel, (payload) => {
    try {
      handler(payload);
    } catch (error) {
      // It would end the connection's reader, and with it every other listener.
      log.error('database.listener_failed', { channel, error });
    }
  });
}

/** Closes the database and gives up the embedded one's lock; the next `db()` opens it again. */
export async function closeDatabase(): Promise<void> {
  const open = holder.sluiceDatabase;
  holder.sluiceDatabase = undefined;
  await (await open?.catch(() => undefined))?.close();
}

/** Opens a database of its own beside the process's one. The driver that is not needed is not loaded. */
export async function openDatabase(options: DatabaseOptions): Promise<Connection> {
  if (options.url) return (await import('./postgres')).openPostgres(options.url);
  return (await import('./embedded')).openEmbedded(resolve(options.dataDir));
}

function connection(): Promise<Connection> {
  if (!holder.sluiceDatabase) {
    const opening = openDatabase({ dataDir: env().SLUICE_DATA_DIR, url: env().DATABASE_URL });
    holder.sluiceDatabase = opening;
    // A failed opening is not kept: the next call tries again.
    opening.catch(() => {
      if (holder.sluiceDatabase === opening) holder.sluiceDatabase = undefined;
    });
  }
  return holder.sluiceDatabase;
}
