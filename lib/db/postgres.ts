import 'server-only';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Connection, Database } from './database';
import { migrationsFolder } from './migrations-folder';
import * as schema from './schema';

const connectTimeoutS = 10;
/** Any number will do, as long as it is only ours: "sluice" in ASCII, folded to 32 bits. */
const migrationLock = 0x736c7563;

/** Opens a PostgreSQL, migrated. Several replicas may do so at once: one migrates, the others wait. */
export async function openPostgres(url: string): Promise<Connection> {
  await migrateLocked(url);
  const client = postgres(url, {
    max: 10,
    connect_timeout: connectTimeoutS,
    onnotice: () => {},
    connection: { application_name: 'sluice' },
  });
  return {
    database: drizzle(client, { schema }) as unknown as Database,
    async listen(channel, handler) {
      const { unlisten } = await client.listen(channel, handler);
      return unlisten;
    },
    close: () => client.end({ timeout: 1 }),
  };
}

async function migrateLocked(url: string): Promise<void> {
  // One connection: an advisory lock belongs to the session that took it, and ends with it.
  const client = postgres(url, { max: 1, connect_timeout: connectTimeoutS, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder() });
  } finally {
    await client.end({ timeout: 1 });
  }
}
