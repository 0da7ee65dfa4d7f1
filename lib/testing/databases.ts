import { spawn } from 'node:child_process';
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

/** Both engines, for `describe.each`; PostgreSQL says so in one line where none is installed. */
export async function startEngines(): Promise<Engine[]> {
  return [embeddedEngine(), await postgresEngine()];
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

async function postgresEngine(): Promise<Engine> {
  const child = spawn(process.execPath, ['scripts/postgres.mjs', '--attached'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let faults = '';
  child.stderr.on('data', (chunk) => {
    faults += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const url = await Promise.race([
    new Promise<string>((done) => child.stdout.once('data', (chunk) => done(`${chunk}`.trim()))),
    ended.then((code) => {
      if (code !== 3) throw new Error(`PostgreSQL did not start: ${faults}`);
      process.stdout.write(faults);
      return null;
    }),
  ]);
  return {
    name: 'PostgreSQL',
    isThere: url !== null,
    async place() {
      if (!url) throw new Error('there is no PostgreSQL here');
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = postgres(url, { max: 1 });
      await client.unsafe(`create database ${name}`);
      await client.end();
      return { dataDir: '', url: url.replace(/\/postgres$/, `/${name}`) };
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
