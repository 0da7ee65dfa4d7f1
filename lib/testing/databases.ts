import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type Connection, type DatabaseOptions, openDatabase } from '../db/database';

export type Engine = {
  name: 'PGlite' | 'PostgreSQL';
  isThere: boolean;
  /** Where a new, empty database is. */
  place(): Promise<DatabaseOptions>;
  close(): Promise<void>;
};

/** Both engines, for `describe.each`; PostgreSQL where the test run has one. */
export function bothEngines(): [Engine, Engine] {
  return [embeddedEngine(), postgresEngine()];
}

/** Opens the place's database and makes it the one that `db()` answers in this test file. */
export async function useDatabase(place: DatabaseOptions): Promise<Connection> {
  const connection = await openDatabase(place);
  Object.assign(globalThis, { sluiceDatabase: Promise.resolve(connection) });
  return connection;
}

function embeddedEngine(): Engine {
  const directories: string[] = [];
  return {
    name: 'PGlite',
    isThere: true,
    async place() {
      const dataDir = await mkdtemp(join(tmpdir(), 'sluice-pglite-'));
      directories.push(dataDir);
      return { dataDir };
    },
    async close() {
      for (const directory of directories) await rm(directory, { recursive: true, force: true });
    },
  };
}

function postgresEngine(): Engine {
  const server = process.env.TEST_POSTGRES_URL;
  return {
    name: 'PostgreSQL',
    isThere: server !== undefined,
    async place() {
      if (!server) throw new Error('there is no PostgreSQL here');
      return { dataDir: '', url: await createPostgresDatabase(server) };
    },
    async close() {},
  };
}

/** Makes a database on the server, empty or as its template is; answers its URL. */
export async function createPostgresDatabase(server: string, template?: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = postgres(server, { max: 1 });
  await client.unsafe(`create database ${name}${template ? ` template ${template}` : ''}`);
  await client.end();
  return databaseUrl(server, name);
}

export function databaseUrl(server: string, name: string): string {
  return server.replace(/\/postgres$/, `/${name}`);
}
