import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { runSteps } from '../db/schema';
import { revertDrift } from '../drift/mutations';
import { getProxy } from '../proxies/data';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { atRest, Engines, liftBudgets } from '../testing/kills';
import {
  actorOf,
  createWorld,
  eventually,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { getRun } from './data';
import { executeRun } from './mutations';
import { listPastLengths } from './outlook';

/** In place of 30 and 20 seconds. */
const spacingMs = 1_500;
process.env.SLUICE_DELETE_SPACING_MS = String(spacingMs);
process.env.SLUICE_PLAN_SPACING_MS = String(spacingMs);

const member = actorOf('member', 'payments');
const engines = new Engines();
let world: World;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  liftBudgets();
});
afterAll(() => world.close());
afterEach(async () => {
  await engines.stop();
  await world.control('POST', '/reset');
});

/** Proxies in one network. */
async function launched(count: number): Promise<LaunchProxyInput[]> {
  const first = launchInput();
  await engines.settled(launchProxy(member, first));
  const { network } = first;
  if (network.choice !== 'create') throw new Error('the first makes the network');
  const inputs = [first];
  while (inputs.length < count) {
    const next = launchInput({ network: { choice: 'existing', name: network.network.name } });
    await engines.settled(launchProxy(member, next));
    inputs.push(next);
  }
  return inputs;
}

async function deleteAll(inputs: LaunchProxyInput[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { proxy, idempotencyKey } of inputs) {
    const input = { name: proxy.name, withNetwork: false };
    const begun = deleteProxy(member, { ...input, idempotencyKey: `gone-${idempotencyKey}` });
    ids.push((await begun).runId);
  }
  return ids;
}

/** The turns taken for a kind of step, in order. */
async function turns(action: 'delete' | 'update'): Promise<{ runId: string; at: number }[]> {
  const rows = await (await db())
    .select()
    .from(runSteps)
    .where(and(eq(runSteps.action, action), isNotNull(runSteps.turnAt)));
  return rows
    .map(({ runId, turnAt }) => ({ runId, at: turnAt?.getTime() ?? 0 }))
    .sort((a, b) => a.at - b.at);
}

function expectSpaced(taken: { at: number }[]): void {
  const gaps = taken.slice(1).map(({ at }, index) => at - (taken[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(spacingMs);
}

describe('deletions of many proxies (aws-facts C: DeleteRestApi 1 per 30 s)', () => {
  it('queue in the order asked for, say where they stand, and keep their distance over two processes and a kill', async () => {
    const inputs = await launched(4);
    const ids = await deleteAll(inputs);
    let kills = 0;
    // Two replicas; the one that takes the second turn dies with it in its hand.
    const isKilled = () => kills++ === 1;
    await engines.start((point) => point === 'turn_taken' && isKilled());
    await engines.start((point) => point === 'turn_taken' && isKilled());
    await eventually(async () => {
      const places = await Promise.all(ids.map(async (id) => (await getRun(id))?.place));
      expect(places.map((place) => place?.position ?? null)).toEqual([null, 1, 2, 3]);
      const starts = places.map((place) => place?.startsAt.getTime() ?? 0);
      expect((starts[3] ?? 0) - (starts[2] ?? 0)).toBeGreaterThanOrEqual(spacingMs - 100);
    });
    const runs = await Promise.all(ids.map((id) => atRest(id)));
    expect(runs.map(({ state }) => state)).toEqual(Array(4).fill('succeeded'));
    expect(runs.map(({ place }) => place)).toEqual(Array(4).fill(null));
    const taken = await turns('delete');
    expect(taken.map(({ runId }) => runId)).toEqual(ids);
    expectSpaced(taken);
  });

  it('do not hold up what need not queue', async () => {
    const inputs = await launched(3);
    const ids = await deleteAll(inputs);
    const launch = launchProxy(member, launchInput());
    await engines.start();
    const made = await atRest((await launch).runId);
    expect(made.state).toBe('succeeded');
    const runs = await Promise.all(ids.map((id) => atRest(id)));
    const lastBegan = runs.at(-1)?.startedAt?.getTime() ?? 0;
    expect(made.startedAt?.getTime()).toBeLessThan(lastBegan);
  });
});

describe('changes of usage plans (aws-facts C: UpdateUsagePlan 1 per 20 s)', () => {
  it('keep their distance too; planning them does not queue', async () => {
    const inputs = await launched(2);
    const limits = { quota: { limit: 20, period: 'DAY' as const }, rate: 9, burst: 5 };
    await engines.start();
    const plans = await Promise.all(
      inputs.map(async ({ proxy, idempotencyKey }) =>
        planProxyChange(member, {
          proxy: { ...proxy, limits },
          idempotencyKey: `plan-${idempotencyKey}`,
        }),
      ),
    );
    for (const { runId } of plans) expect((await atRest(runId)).state).toBe('planned');
    expect(await turns('update')).toEqual([]);
    for (const { runId } of plans) await executeRun(member, runId);
    for (const { runId } of plans)
      await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
    const taken = await turns('update');
    expect(taken).toHaveLength(2);
    expectSpaced(taken);

    // What is put back is told first as it is: two changes of the plan, by one run that nobody planned.
    const name = inputs[0]?.proxy.name ?? '';
    const usagePlanId = (await getProxy(name))?.value?.outputs.UsagePlanId;
    const patchOperations = [{ op: 'replace' as const, path: '/throttle/rateLimit', value: '7' }];
    await new APIGatewayClient({ region }).send(
      new UpdateUsagePlanCommand({ usagePlanId, patchOperations }),
    );
    const { runId } = await revertDrift(member, { name, idempotencyKey: 'revert-0123456789' });
    const revert = await atRest(runId);
    expect([revert.state, revert.failure]).toEqual(['succeeded', null]);
    // The wait between its two turns is part of how long it took, and of neither step; the next revert is told of it.
    expect(revert.startedAt?.getTime()).toBeLessThanOrEqual(
      revert.steps[0]?.startedAt?.getTime() ?? 0,
    );
    const all = await turns('update');
    expect(revert.steps[1]?.startedAt?.getTime()).toBeGreaterThanOrEqual(all[3]?.at ?? 0);
    const [told, restored] = revert.steps;
    const waitedMs = (restored?.startedAt?.getTime() ?? 0) - (told?.endedAt?.getTime() ?? 0);
    expect((await listPastLengths())['turn update proxy']).toEqual([waitedMs]);
    expect(all.slice(2).map((turn) => turn.runId)).toEqual([runId, runId]);
    expectSpaced(all);
  });
});
