import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, closeDatabase, db, openDatabase } from '../db/database';
import { audit, duties } from '../db/schema';
import { bothEngines, useDatabase } from '../testing/databases';
import { faultOf, firstPrevious } from './chain';
import { listAudit, readAuditChain, readAuditHead } from './data';
import { chainEarlierRows, recordAudit, recordIntent } from './mutations';
import type { AuditRow } from './types';

const engines = bothEngines();

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const everything = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 10_000 };

/** What is wrong with the chain as it is kept; empty where nothing is. */
async function faults(): Promise<string[]> {
  const rows = await readAuditChain(everything);
  const head = await readAuditHead();
  let before: Pick<AuditRow, 'seq' | 'hash'> = { seq: 0, hash: firstPrevious };
  const found: string[] = [];
  for (const row of rows) {
    const fault = faultOf(row, before);
    if (fault) found.push(`${row.seq}: ${fault}`);
    before = row;
  }
  if (before.seq !== head.seq || before.hash !== head.hash) found.push('head');
  return found;
}

const wrong = (message: RegExp) =>
  expect.objectContaining({
    cause: expect.objectContaining({ message: expect.stringMatching(message) }),
  });

for (const engine of engines) {
  describe.skipIf(!engine.isThere)(`the chain on ${engine.name}`, () => {
    let connection: Connection;

    beforeAll(async () => {
      connection = await useDatabase(await engine.place());
    });
    afterAll(closeDatabase);

    it('hashes in the database what is hashed outside of it, whatever a row says', async () => {
      const detail = {
        z: [1, 1e21, 1e-7, 0.1, -0, 2 ** 53],
        ä: 'ü\u{1F600}\u2028"\\/\b\u001f\u007f',
        '\u{1F600}': null,
        '\uFB33': { when: new Date(0), gone: undefined, deep: [{ b: 1, a: true }] },
      };
      await recordAudit(await db(), {
        actor: { email: 'ben@example.com' },
        action: 'proxy.plan',
        object: 'httpbin',
        team: 'payments',
        detail,
        changes: [{ field: 'limits.rate', from: 5, to: null }],
        reason: 'かさねて\n二行',
        clientToken: 'sluice-1-0',
        awsOperation: 'cloudformation:CreateChangeSet',
      });
      await recordAudit(await db(), { actor: 'system', action: 'run.end', of: 1 });
      expect(await faults()).toEqual([]);
    });

    it('has a row for each transaction that commits, none for others, and no gap between', async () => {
      const before = (await readAuditHead()).seq;
      const work = Array.from({ length: 40 }, async (_, index) =>
        (await db()).transaction(async (tx) => {
          await recordAudit(tx, { actor: 'system', action: 'test.one', object: `${index}` });
          if (index % 5 === 1) throw new Error('undone');
          // A part that is undone on its own takes its row along.
          if (index % 5 === 2)
            await tx
              .transaction(async (inner) => {
                await recordAudit(inner, { actor: 'system', action: 'test.undone' });
                throw new Error('undone');
              })
              .catch(() => {});
          if (index % 5 === 3)
            await recordAudit(tx, { actor: 'system', action: 'test.two', object: `${index}` });
        }),
      );
      const ends = await Promise.allSettled(work);
      expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(8);
      expect((await readAuditHead()).seq).toBe(before + 40);
      expect((await listAudit({ action: 'test.undone', limit: 1 })).rows).toEqual([]);
      expect(await faults()).toEqual([]);
    });

    it('answers the place of a row that is to be completed', async () => {
      const seq = await recordIntent({ actor: 'system', action: 'proxy.probe', object: 'p' });
      expect((await listAudit({ object: 'p', limit: 1 })).rows).toMatchObject([{ seq }]);
    });

    it('refuses to change, to take away and to empty', async () => {
      const database = await db();
      const refused = wrong(/append-only/);
      for (const statement of [
        sql`update audit set actor = 'nobody'`,
        sql`update audit set hash = null where seq = 1`,
        sql`delete from audit where seq = 1`,
        sql`truncate audit`,
        sql`delete from audit_head`,
        sql`update audit_head set seq = 0`,
        sql`truncate audit_head`,
      ])
        await expect(database.execute(statement)).rejects.toEqual(refused);
      expect(await faults()).toEqual([]);
    });

    it('gives rows of before the chain their places once, as they are', async () => {
      const database = await db();
      await database.insert(audit).values(
        Array.from({ length: 7 }, (_, index) => ({
          actor: 'ben@example.com',
          actorKind: 'person' as const,
          action: 'test.earlier',
          object: `${index}`,
          detail: { index, list: [index] },
          at: new Date(1_700_000_000_123 + index),
        })),
      );
      expect((await listAudit({ action: 'test.earlier', limit: 50 })).rows).toEqual([]);
      await chainEarlierRows();
      await chainEarlierRows();
      const { rows } = await listAudit({ action: 'test.earlier', limit: 50 });
      expect(rows.map(({ object }) => object)).toEqual(['6', '5', '4', '3', '2', '1', '0']);
      expect(rows.at(-1)?.at.getTime()).toBe(1_700_000_000_123);
      expect(await faults()).toEqual([]);
      expect(connection).toBeDefined();
    });

    it('filters and pages in both directions without gaps or repeats', async () => {
      for (let index = 0; index < 25; index++)
        await recordAudit(await db(), {
          actor: index % 2 ? { email: 'pages@example.com' } : 'system',
          action: 'test.page',
          object: `page-${index}`,
          team: index < 3 ? 'search' : 'payments',
        });
      const ask = { action: 'test.page', limit: 10 };
      const first = await listAudit(ask);
      // A row that arrives meanwhile moves nothing on the pages that follow.
      await recordAudit(await db(), { actor: 'system', action: 'test.late' });
      const second = await listAudit({ ...ask, before: first.older });
      const third = await listAudit({ ...ask, before: second.older });
      expect([first.newer, third.older]).toEqual([null, null]);
      const seen = [first, second, third].flatMap(({ rows }) => rows.map(({ object }) => object));
      expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `page-${24 - index}`));
      const back = await listAudit({ ...ask, after: third.newer });
      expect(back).toEqual(second);
      expect((await listAudit({ ...ask, after: back.newer })).rows).toEqual(first.rows);
      const count = async (filter: object) =>
        (await listAudit({ ...ask, ...filter, limit: 200 })).rows.length;
      const today = new Date().toISOString().slice(0, 10);
      expect(await count({ kind: 'person' })).toBe(12);
      expect(await count({ team: 'search' })).toBe(3);
      expect(await count({ from: today })).toBe(25);
      expect(await count({ to: '2020-01-01' })).toBe(0);
      expect(await count({ action: 'test%' })).toBe(0);
    });
  });
}

describe.skipIf(!engines[1]?.isThere)('several replicas on one PostgreSQL', () => {
  it('write one chain, though their transactions lock each other’s objects in the other order', async () => {
    const place = await engines[1]?.place();
    if (!place) throw new Error('there is no PostgreSQL');
    const here = await openDatabase(place);
    Object.assign(globalThis, { sluiceDatabase: Promise.resolve(here) });
    const replicas = [here, await openDatabase(place), await openDatabase(place)];
    const until = new Date();
    await (await db())
      .insert(duties)
      .values(['a', 'b'].map((name) => ({ name, holder: '', until })));
    // Each writes its row first and locks two objects and an advisory lock after: a chain that locked at once would
    // stand still here.
    const work = replicas.flatMap(({ database }, replica) =>
      Array.from({ length: 30 }, (_, index) =>
        database.transaction(async (tx) => {
          await tx.execute(sql`select pg_advisory_xact_lock(7358201)`);
          await recordAudit(tx, { actor: 'system', action: 'test.locks', object: `${replica}` });
          await tx.execute(sql`update duties set holder = ${`${index}`} where name = 'a'`);
          await tx.execute(sql`select pg_notify('run', 'x')`);
        }),
      ),
    );
    const others = replicas.flatMap(({ database }, replica) =>
      Array.from({ length: 30 }, (_, index) =>
        database.transaction(async (tx) => {
          await tx.execute(sql`update duties set holder = ${`${index}`} where name = 'a'`);
          await recordAudit(tx, { actor: 'system', action: 'test.locks', object: `${replica}` });
          await tx.execute(sql`update duties set holder = ${`${index}`} where name = 'b'`);
        }),
      ),
    );
    await Promise.all([...work, ...others]);
    expect((await readAuditHead()).seq).toBe(180);
    expect(await faults()).toEqual([]);
    for (const replica of replicas.slice(1)) await replica.close();
    await closeDatabase();
  });
});
