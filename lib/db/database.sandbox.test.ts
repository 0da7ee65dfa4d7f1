import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '../audit/mutations';
import { bothEngines, useDatabase } from '../testing/databases';
import { type Connection, closeDatabase, db, listen, notify, openDatabase } from './database';
import { audit, runEvents, runs, snapshots } from './schema';

const engines = bothEngines();

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const run = {
  id: 'run_1',
  kind: 'create',
  subjectKind: 'proxy',
  subjectName: 'httpbin-dev',
  team: 'payments',
  targetId: 'default',
  state: 'queued',
  requestedBy: 'ben@example.com',
  idempotencyKey: 'key-1',
  requestHash: 'abc',
} as const;

const event = {
  runId: 'run_1',
  stepIndex: 0,
  awsEventId: 'event-1',
  at: new Date('2026-11-22T10:00:00.123Z'),
  stackName: 'sluice-proxy-httpbin-dev',
  logicalId: 'Api',
  resourceType: 'AWS::ApiGateway::RestApi',
  status: 'CREATE_COMPLETE',
};

for (const engine of engines) {
  describe.skipIf(!engine.isThere)(`a database on ${engine.name}`, () => {
    let connection: Connection;

    beforeAll(async () => {
      connection = await useDatabase(await engine.place());
    });

    afterAll(closeDatabase);

    it('keeps each event of a run once, and its time to the millisecond', async () => {
      const database = await db();
      await database.insert(runs).values(run);
      for (let i = 0; i < 2; i++)
        await database.insert(runEvents).values(event).onConflictDoNothing();
      const found = await database.select().from(runEvents);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject(event);
    });

    it('refuses a second run with the same idempotency key of the same person', async () => {
      const again = db().then((database) => database.insert(runs).values({ ...run, id: 'run_2' }));
      await expect(again).rejects.toThrow();
      await (await db())
        .insert(runs)
        .values({ ...run, id: 'run_3', requestedBy: 'chie@example.com' });
    });

    it('gives back JSON as it was written', async () => {
      const value = { list: [1, 'two', null, { three: true }], text: 'ü\u{1F600}"\\' };
      const row = { targetId: 'default', key: 'a', value, asOf: new Date(0) };
      await (await db()).insert(snapshots).values(row);
      expect(await (await db()).select().from(snapshots)).toEqual([{ ...row, problem: null }]);
    });

    it('undoes the effect when its audit row cannot be written', async () => {
      const database = await db();
      const cyclic: Record<string, unknown> = {};
      cyclic.self = cyclic;
      const effect = database.transaction(async (tx) => {
        await tx.insert(runs).values({ ...run, id: 'run_4', idempotencyKey: 'key-4' });
        await recordAudit(tx, { actor: 'system', action: 'proxy.launch', detail: cyclic });
      });
      await expect(effect).rejects.toThrow();
      const byDatabase = database.transaction(async (tx) => {
        await tx.insert(runs).values({ ...run, id: 'run_5', idempotencyKey: 'key-5' });
        await recordAudit(tx, { actor: 'system', action: 'proxy.launch', object: '\u0000' });
      });
      await expect(byDatabase).rejects.toThrow();
      const ids = (await database.select({ id: runs.id }).from(runs)).map(({ id }) => id);
      expect(ids).not.toContain('run_4');
      expect(ids).not.toContain('run_5');
      expect(await database.select().from(audit)).toEqual([]);
    });

    it('carries notices to listeners, those of a transaction only once it commits', async () => {
      const heard: string[] = [];
      const stop = await listen('run', (payload) => heard.push(payload));
      await (await db()).transaction(async (tx) => {
        await notify('run', 'run_1', tx);
        expect(heard).toEqual([]);
      });
      const undone = (await db()).transaction(async (tx) => {
        await notify('run', 'run_2', tx);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      await notify('run', 'run_3');
      await notify('other', 'run_4');
      await expect.poll(() => heard).toEqual(['run_1', 'run_3']);
      await stop();
      await notify('run', 'run_5');
      await (await db()).execute(sql`select 1`);
      expect(heard).toEqual(['run_1', 'run_3']);
    });

    it('opens again with everything in it', async () => {
      const place = await engine.place();
      const first = await openDatabase(place);
      await first.database.insert(runs).values(run);
      await first.close();
      const second = await openDatabase(place);
      expect(await second.database.select().from(runs)).toHaveLength(1);
      await second.close();
      expect(connection).toBeDefined();
    });
  });
}

describe.skipIf(!engines[1]?.isThere)('several replicas on one PostgreSQL', () => {
  it('migrate it once when they start at the same moment, and hear each other', async () => {
    const place = await engines[1]?.place();
    if (!place) return;
    const replicas = await Promise.all(Array.from({ length: 6 }, () => openDatabase(place)));
    const [first, last] = [replicas[0], replicas[5]];
    const applied = await first?.database.execute(
      sql`select hash from drizzle.__drizzle_migrations`,
    );
    const hashes = [...(applied as unknown as { hash: string }[])].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    const heard: string[] = [];
    await last?.listen('run', (payload) => heard.push(payload));
    if (first) await notify('run', 'from the first', first.database);
    await expect.poll(() => heard).toEqual(['from the first']);
    await Promise.all(replicas.map((replica) => replica.close()));
  });
});

describe('the embedded database', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sluice-lock-'));
  });

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Another process that opens the same directory; answers what it says first. */
  async function open(): Promise<{ child: ChildProcess; said: string }> {
    const args = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/hold-database.ts'];
    const env = { ...process.env, SLUICE_DATA_DIR: dataDir, DATABASE_URL: '' };
    const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, said: chunk.toString().trim() };
  }

  it('refuses a second process with one clear line, and goes on after a kill -9', async () => {
    const first = await open();
    expect(first.said).toBe('open');
    const second = await open();
    expect(second.said).toBe(
      `DatabaseInUseError: The database in ${dataDir} is in use by process ${first.child.pid}. Stop that one first, or choose another place with SLUICE_DATA_DIR, or set DATABASE_URL for several processes.`,
    );
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(existsSync(join(dataDir, 'db.lock'))).toBe(true);
    const third = await open();
    expect(third.said).toBe('open');
    third.child.stdin?.end();
    await once(third.child, 'exit');
    expect(existsSync(join(dataDir, 'db.lock'))).toBe(false);
  });

  it('gives it to exactly one of several that find the same stale lock', async () => {
    const stale = { pid: 999_999_999, host: hostname(), began: '1', nonce: 'gone' };
    writeFileSync(join(dataDir, 'db.lock'), JSON.stringify(stale));
    const rivals = await Promise.all([open(), open(), open()]);
    expect(rivals.filter(({ said }) => said === 'open')).toHaveLength(1);
    expect(rivals.filter(({ said }) => said.startsWith('DatabaseInUseError'))).toHaveLength(2);
    for (const { child } of rivals) child.stdin?.end();
    await Promise.all(rivals.map(({ child }) => child.exitCode ?? once(child, 'exit')));
  });

  it('is not kept from a process that got the id of a dead one', async () => {
    const reused = { pid: process.pid, host: hostname(), began: 'long ago', nonce: 'gone' };
    writeFileSync(join(dataDir, 'db.lock'), JSON.stringify(reused));
    const { child, said } = await open();
    expect(said).toBe('open');
    child.stdin?.end();
    await once(child, 'exit');
  });

  it('stays with a live holder on another host', async () => {
    const path = join(dataDir, 'db.lock');
    writeFileSync(path, JSON.stringify({ pid: 1, host: 'other', began: null, nonce: 'theirs' }));
    expect((await open()).said).toContain('is in use by process 1 on other.');
    expect(readFileSync(path, 'utf8')).toContain('theirs');
  });
});
