import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { deleteNetwork, emptyNetwork } from '../networks/mutations';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { atRest, Engines, liftBudgets } from '../testing/kills';
import { actorOf, createWorld, launchInput, type World } from '../testing/world';
import { listRuns } from './data';
import { discardRun, executeRun } from './mutations';

const ben = actorOf('member', 'payments');
const dana = {
  ...actorOf('member', 'payments'),
  personId: 'person_dana',
  email: 'dana@example.com',
};
const engines = new Engines();
let world: World;
let keys = 0;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  liftBudgets();
});
afterAll(() => world.close());
afterEach(async () => {
  await engines.stop();
  await world.control('POST', '/reset');
});

const newKey = () => `at-once-${++keys}-0123456789`;

async function launched(): Promise<LaunchProxyInput> {
  const input = launchInput();
  await engines.settled(launchProxy(ben, input));
  return input;
}

const networkOf = ({ network }: LaunchProxyInput) =>
  network.choice === 'existing' ? network.name : network.network.name;

function plan(actor: typeof ben, { proxy }: LaunchProxyInput, burst: number, key = newKey()) {
  const limits = { quota: { limit: 20, period: 'DAY' as const }, rate: 5, burst };
  return planProxyChange(actor, { proxy: { ...proxy, limits }, idempotencyKey: key });
}

async function planned(actor: typeof ben, input: LaunchProxyInput, burst: number) {
  return engines.settled(plan(actor, input, burst));
}

/** Who got through, and with what the others were refused. */
async function outcomes(all: Promise<unknown>[]) {
  const settled = await Promise.allSettled(all);
  const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  return { through: settled.length - refusals.length, refusals };
}

async function runsOn(input: LaunchProxyInput, kind: 'update' | 'delete') {
  const subject = { kind: 'proxy' as const, name: input.proxy.name };
  return (await listRuns({ subject, kind })).map(({ state }) => state).sort();
}

describe('two people at one proxy at once', () => {
  it('that delete it: one run, and the other is told which', async () => {
    const input = await launched();
    const { name } = input.proxy;
    const remove = (actor: typeof ben) =>
      deleteProxy(actor, { name, withNetwork: false, idempotencyKey: newKey() });
    const { through, refusals } = await outcomes([remove(ben), remove(dana)]);
    expect(through).toBe(1);
    const [run] = await listRuns({ subject: { kind: 'proxy', name }, kind: 'delete' });
    expect(refusals).toMatchObject([{ code: 'conflict', detail: `${name}: ${run?.id}` }]);
    expect(await runsOn(input, 'delete')).toHaveLength(1);
  });

  it('that plan: one works at a time; a plan replaces the one before it and says whose it was', async () => {
    const input = await launched();
    const { through, refusals } = await outcomes([plan(ben, input, 6), plan(dana, input, 7)]);
    expect(through).toBe(1);
    expect(refusals).toMatchObject([{ code: 'conflict' }]);
    const [first] = await listRuns({ kind: 'update', limit: 1 });
    await engines.start();
    await atRest(first?.id ?? '');
    await engines.stop();
    const second = await planned(dana, input, 8);
    await engines.start();
    const dropped = await atRest(first?.id ?? '');
    expect([dropped.state, dropped.decidedBy]).toEqual(['discarded', dana.email]);
    expect((await atRest(second)).state).toBe('planned');
  });

  it('that execute and discard one plan: one decision, and the other is told what became of it', async () => {
    const input = await launched();
    const runId = await planned(ben, input, 6);
    const { through, refusals } = await outcomes([executeRun(ben, runId), discardRun(dana, runId)]);
    expect(through).toBe(1);
    expect(refusals).toMatchObject([{ code: 'conflict', detail: expect.stringContaining(runId) }]);
    await engines.start();
    const run = await atRest(runId);
    const isDone = run.state === 'succeeded' && run.decidedBy === ben.email;
    const isDropped = run.state === 'discarded' && run.decidedBy === dana.email;
    expect(isDone || isDropped).toBe(true);
  });

  it('of whom one edits while the other deletes: the plan cannot be executed', async () => {
    const input = await launched();
    const runId = await planned(ben, input, 6);
    const { name } = input.proxy;
    const removal = await deleteProxy(dana, {
      name,
      withNetwork: false,
      idempotencyKey: newKey(),
    });
    await expect(executeRun(ben, runId)).rejects.toMatchObject({
      code: 'conflict',
      moved: { what: 'run', runId: removal.runId, isWorking: true },
    });
    await engines.start();
    expect((await atRest(removal.runId)).state).toBe('succeeded');
    await expect(executeRun(ben, runId)).rejects.toMatchObject({
      code: 'conflict',
      moved: { what: 'run', runId: removal.runId, isWorking: false },
    });
  });
});

describe('a press that is repeated', () => {
  it('executes once, and leaves one row in the audit', async () => {
    const input = await launched();
    const runId = await planned(ben, input, 6);
    const { through } = await outcomes([1, 2, 3].map(() => executeRun(ben, runId)));
    expect(through).toBe(3);
    await engines.start();
    expect((await atRest(runId)).state).toBe('succeeded');
    const { rows } = await listAudit({ object: input.proxy.name, limit: 50 });
    expect(rows.filter(({ action }) => action === 'run.execute')).toHaveLength(1);
  });

  it('deletes all in a network once each', async () => {
    const input = await launched();
    const second = launchInput({ network: { choice: 'existing', name: networkOf(input) } });
    await engines.settled(launchProxy(ben, second));
    const press = {
      name: networkOf(input),
      proxies: [input.proxy.name, second.proxy.name],
      idempotencyKey: newKey(),
    };
    const [one, two] = await Promise.all([emptyNetwork(ben, press), emptyNetwork(ben, press)]);
    expect(two).toEqual(one);
    await engines.start();
    for (const runId of one?.runIds ?? []) expect((await atRest(runId)).state).toBe('succeeded');
    const platform = actorOf('platform');
    const network = { name: networkOf(input), idempotencyKey: newKey() };
    await atRest((await deleteNetwork(platform, network)).runId);
  });
});

describe('a key that is used again for something else', () => {
  it('is refused, and names the run that has it', async () => {
    const input = await launched();
    const key = newKey();
    const runId = await engines.settled(plan(ben, input, 6, key));
    expect(await plan(ben, input, 6, key)).toEqual({ runId, isRepeated: true });
    await expect(plan(ben, input, 7, key)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(runId),
    });
    // A key is one person's: another's is another.
    await expect(plan(dana, input, 7, key)).resolves.not.toMatchObject({ runId });
    expect(await runsOn(input, 'update')).toHaveLength(2);
  });

  it('is refused for a deletion with another answer to the same question', async () => {
    const input = await launched();
    const { name } = input.proxy;
    const idempotencyKey = newKey();
    await deleteProxy(ben, { name, withNetwork: false, idempotencyKey });
    await expect(
      deleteProxy(ben, { name, withNetwork: true, idempotencyKey }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await runsOn(input, 'delete')).toHaveLength(1);
  });
});

describe('deleting all in a network', () => {
  it('begins what may be begun, and names what may not', async () => {
    const input = await launched();
    const press = {
      name: networkOf(input),
      proxies: [input.proxy.name, 'nobody'],
      idempotencyKey: newKey(),
    };
    await expect(emptyNetwork(ben, press)).rejects.toMatchObject({
      code: 'not_found',
      detail: 'nobody',
    });
    expect(await runsOn(input, 'delete')).toEqual(['queued']);
    const stranger = actorOf('member', 'search');
    await expect(
      emptyNetwork(stranger, { ...press, proxies: [input.proxy.name] }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
