import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { createWorld, eventually, type World } from '../testing/world';
import { call } from './call';
import { budgets } from './clients';
import { createLimiter } from './limiter';
import { sharedLedger } from './shared-ledger';
import { mainTarget, type Target } from './targets';

const { ratePerSecond, burst } = budgets.apigateway;

describe.skipIf(!process.env.TEST_POSTGRES_URL)('the call budget of several replicas', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld(() => createSandbox({ paceMs: 0 }));
  });
  afterAll(() => world.close());

  /** Asks from all of them, in so many lanes each; answers how long it took, what was sent, and how often each asked. */
  async function askHard(replicas: Target[], lanes: number, ms: number) {
    const began = performance.now();
    const lane = async (replica: Target) => {
      let asked = 0;
      for (; performance.now() - began < ms; asked += 1)
        await call(replica, 'apigateway', (client, options) =>
          client.send(new GetRestApisCommand({}), options),
        ).catch(() => {});
      return asked;
    };
    const asked = await Promise.all(
      replicas.map(async (replica) => {
        const each = await Promise.all(Array.from({ length: lanes }, () => lane(replica)));
        return each.reduce((sum, one) => sum + one, 0);
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    const { 'apigateway.GetRestApis': sent = 0 } = await world.takeCalls();
    return { seconds, sent, asked };
  }

  /** A connection of its own for each, with limiters of its own, as each process has one. */
  const replicasOf = (...names: string[]) =>
    names.map((name) => ({ ...mainTarget(), externalId: name }));

  it('is one for all of them together, and leaves none without', async () => {
    const { seconds, sent, asked } = await askHard(replicasOf('a', 'b'), 6, 1_500);
    expect(sent).toBeLessThanOrEqual(ratePerSecond * seconds + burst);
    expect(sent).toBe(asked.reduce((sum, each) => sum + each, 0));
    for (const each of asked) expect(each).toBeGreaterThan(0);
  });

  it('has in it what the SDK repeats by itself', async () => {
    const end = await world.fault({ service: 'apigateway', kind: 'error500' });
    const lanes = 3;
    const { seconds, sent, asked } = await askHard(replicasOf('c'), lanes, 2_000);
    await end();
    expect(sent).toBe(2 * (asked[0] ?? 0));
    // What a lane has just repeated is still to be counted.
    expect(sent).toBeLessThanOrEqual(ratePerSecond * seconds + burst + lanes);
  });

  it('asks the database once for all that wait', async () => {
    let asked = 0;
    const ledger = sharedLedger('batches', 'apigateway', () => {
      asked += 1;
      return db();
    });
    const limiter = createLimiter({ ratePerSecond: 1_000, burst: 10 }, undefined, ledger);
    await Promise.all(Array.from({ length: 101 }, () => limiter.take()));
    expect(asked).toBe(1 + 10);
  });

  it('shrinks to an eighth for who has no answer of the database in time', async () => {
    await sharedLedger('slow', 'apigateway')(0, 250);
    await (await db()).transaction(async (held) => {
      await held.execute(sql`lock table call_budgets`);
      const ledger = sharedLedger('slow', 'apigateway');
      expect(await ledger(0, 250)).toBeCloseTo(2_000);
    });
    await eventually(async () =>
      expect(await sharedLedger('slow', 'apigateway')(0, 250)).toBeLessThan(1_000),
    );
  });
});
