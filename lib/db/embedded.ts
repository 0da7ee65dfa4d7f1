import 'server-only';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Connection, Database } from './database';
import { migrationsFolder } from './migrations-folder';
import { takePidLock } from './pid-lock';
import * as schema from './schema';

/**
 * Opens the embedded PostgreSQL in `<dataDir>/db`, migrated. PGlite has no lock of its own and two processes on one
 * directory lose rows, so a second one is refused: see takePidLock.
 */
export async function openEmbedded(dataDir: string): Promise<Connection> {
  await mkdir(dataDir, { recursive: true });
  const lock = await takePidLock(join(dataDir, 'db.lock'));
  try {
    const client = await PGlite.create({ dataDir: join(dataDir, 'db') });
    const database = drizzle(client, { schema });
    await migrate(database, { migrationsFolder: migrationsFolder() });
    return {
      database: database as unknown as Database,
      listen: (channel, handler) => client.listen(channel, handler),
      async close() {
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
