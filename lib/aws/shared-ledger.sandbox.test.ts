import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { createWorld, type World } from '../testing/world';
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

  it('is one for all of them together, and leaves none without', async () => {
    // A connection of its own for each, with limiters of its own, as each process has one.
    const replicas = ['a', 'b'].map((name) => ({ ...mainTarget(), externalId: name }));
    const ask = (target: Target) =>
      call(target, 'apigateway', (client, options) =>
        client.send(new GetRestApisCommand({}), options),
      );
    const began = performance.now();
    const lane = async (replica: Target) => {
      let asked = 0;
      for (; performance.now() - began < 1_500; asked += 1) await ask(replica);
      return asked;
    };
    const lanes = await Promise.all(
      replicas.map(async (replica) => {
        const asked = await Promise.all(Array.from({ length: 6 }, () => lane(replica)));
        return asked.reduce((sum, each) => sum + each, 0);
      }),
    );
    const seconds = (performance.now() - began) / 1_000;
    const { 'apigateway.GetRestApis': sent = 0 } = await world.takeCalls();
    expect(sent).toBeLessThanOrEqual(ratePerSecond * seconds + burst);
    expect(sent).toBe(lanes.reduce((sum, each) => sum + each, 0));
    for (const asked of lanes) expect(asked).toBeGreaterThan(0);
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
      expect(await ledger(0, 250)).toBe(2_000);
    });
    expect(await sharedLedger('slow', 'apigateway')(0, 250)).toBeLessThan(1_000);
  });
});
