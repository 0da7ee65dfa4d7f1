import { spawn } from 'node:child_process';
import postgres from 'postgres';
import { openDatabase } from '../db/database';
import { databaseUrl } from './databases';

/** A database as an installation's first start makes it: copied, it is there in the tenth of a second. */
export const migratedDatabase = 'migrated';

/**
 * Starts one PostgreSQL for all files of a test run and names it in the environment; answers how to end it. Where none
 * is installed, says so in one line: worlds are then on the embedded database, at ten times the computing time.
 */
export default async function startPostgres(): Promise<(() => Promise<void>) | undefined> {
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
  if (!url) return undefined;
  const client = postgres(url, { max: 1 });
  await client.unsafe(`create database ${migratedDatabase}`);
  await client.end();
  await (await openDatabase({ dataDir: '', url: databaseUrl(url, migratedDatabase) })).close();
  process.env.TEST_POSTGRES_URL = url;
  return async () => {
    child.stdin.end();
    await ended;
  };
}
