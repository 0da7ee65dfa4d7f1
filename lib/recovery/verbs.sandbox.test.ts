import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { deleteNetwork } from '../networks/mutations';
import { getProxy } from '../proxies/data';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { waysAgain } from '../runs/again';
import type { RunPoint } from '../runs/context';
import { getRun, listRunEvents } from '../runs/data';
import { createEngine, type Engine, type EngineOptions } from '../runs/engine';
import { cancelRun, executeRun } from '../runs/mutations';
import type { Run } from '../runs/types';
import { denyDeletion, denyRollback } from '../testing/stuck';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { seedDemoUpstream } from '../upstreams/seed';
import { getRecovery } from './data';
import { continueRollback, deleteRetaining, forceDelete, switchProtection } from './mutations';

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');
const auditor = actorOf('auditor');

const leaseMs = 300;

let world: World;
const engines: Engine[] = [];

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 5 }));
  // Production calls registered upstreams only.
  await seedDemoUpstream();
});
afterAll(() => world.close());
afterEach(async () => {
  await stopEngines();
  await world.control('POST', '/reset');
});

async function startEngine(reached?: EngineOptions['reached']) {
  const seams = { leaseMs, waitMs: hasty };
  const engine = await createEngine({ ...seams, ...(reached ? { reached } : {}) });
  engines.push(engine);
  return engine;
}

async function stopEngines() {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
}

function atRest(runId: string): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt && run?.state !== 'planned') throw new Error(`the run is ${run?.state}`);
    return run;
  });
}

async function launched(environment: 'dev' | 'prod' = 'dev'): Promise<LaunchProxyInput> {
  const input = launchInput();
  input.proxy.environment = environment;
  if (input.network.choice !== 'existing') input.network.network.environment = environment;
  const run = await atRest((await launchProxy(member, input)).runId);
  expect([run.state, run.failure]).toEqual(['succeeded', null]);
  return input;
}

let keys = 0;
/** The object, and a key under which nobody has asked yet. */
function on({ proxy }: LaunchProxyInput) {
  keys += 1;
  return { kind: 'proxy' as const, name: proxy.name, idempotencyKey: `verb-${keys}-0123456789` };
}
const stackNameOf = ({ proxy }: LaunchProxyInput) => `sluice-proxy-${proxy.name}`;
const networkOf = ({ network }: LaunchProxyInput) =>
  network.choice === 'existing' ? network.name : network.network.name;

async function standing(input: LaunchProxyInput) {
  return findStack(mainTarget(), stackNameOf(input));
}

async function planned(input: LaunchProxyInput): Promise<Run> {
  const proxy = {
    ...input.proxy,
    upstream: { url: 'https://httpbin.org/anything' },
    limits: { quota: { limit: 30, period: 'DAY' as const }, rate: 9, burst: 5 },
  };
  const { idempotencyKey } = on(input);
  return atRest((await planProxyChange(member, { proxy, idempotencyKey })).runId);
}

async function recoveryOf(input: LaunchProxyInput, actor = member) {
  const proxy = (await getProxy(input.proxy.name))?.value;
  if (!proxy) throw new Error('there is no proxy');
  return getRecovery(actor, 'proxy', proxy);
}

async function stuckRollback(input: LaunchProxyInput): Promise<Run> {
  await denyRollback(world.fault, stackNameOf(input));
  const plan = await planned(input);
  await executeRun(member, plan.id);
  const run = await atRest(plan.id);
  expect([run.state, (await standing(input))?.status]).toEqual([
    'failed',
    'UPDATE_ROLLBACK_FAILED',
  ]);
  return run;
}

async function stuckDeletion(input: LaunchProxyInput): Promise<() => Promise<void>> {
  const allow = await denyDeletion(world.fault, stackNameOf(input));
  const { kind: _, ...rest } = on(input);
  const run = await atRest((await deleteProxy(member, { ...rest, withNetwork: false })).runId);
  expect([run.state, (await standing(input))?.status]).toEqual(['failed', 'DELETE_FAILED']);
  return allow;
}

describe('termination protection', () => {
  it('is on for production from the first moment, and refuses a deletion until it is switched off', async () => {
    await startEngine();
    const input = await launched('prod');
    expect((await standing(input))?.isProtected).toBe(true);
    const asked = { name: input.proxy.name, withNetwork: false, idempotencyKey: 'gone-0123456789' };
    const reason = { code: 'conflict', detail: expect.stringMatching(/TerminationProtection/) };
    await expect(deleteProxy(member, asked)).rejects.toMatchObject(reason);
    expect((await recoveryOf(input)).verbs).toEqual(['edit', 'unprotect']);

    const off = { ...on(input), isProtected: false };
    const { runId } = await switchProtection(member, off);
    expect(await switchProtection(member, off)).toEqual({ runId, isRepeated: true });
    expect((await atRest(runId)).state).toBe('succeeded');
    expect((await standing(input))?.isProtected).toBe(false);
    expect((await atRest((await deleteProxy(member, asked)).runId)).state).toBe('succeeded');

    const all = (await listAudit({ object: input.proxy.name, limit: 10 })).rows;
    const rows = all.filter(({ action }) => action !== 'run.end');
    expect(rows.map(({ action }) => action)).toEqual([
      'proxy.delete',
      'proxy.unprotect',
      'proxy.launch',
    ]);
    const run = await getRun(runId);
    expect(rows[1]).toMatchObject({
      actor: member.email,
      clientToken: run?.steps[0]?.clientToken,
      detail: { runId },
    });
    const network = { name: networkOf(input), idempotencyKey: 'net-0123456789' };
    await expect(deleteNetwork(member, network)).rejects.toMatchObject(reason);
    const { kind: _, ...rest } = on(input);
    const offNetwork = { ...rest, kind: 'network' as const, name: network.name };
    const switched = await switchProtection(member, { ...offNetwork, isProtected: false });
    expect((await atRest(switched.runId)).state).toBe('succeeded');
    expect((await atRest((await deleteNetwork(member, network)).runId)).state).toBe('succeeded');
  });

  it('is off elsewhere, and can be turned on', async () => {
    await startEngine();
    const input = await launched();
    expect((await standing(input))?.isProtected).toBe(false);
    const { runId } = await switchProtection(member, { ...on(input), isProtected: true });
    expect((await atRest(runId)).state).toBe('succeeded');
    expect((await standing(input))?.isProtected).toBe(true);
    const twice = switchProtection(member, { ...on(input), isProtected: true });
    await expect(twice).rejects.toMatchObject({ code: 'conflict' });
    // The page goes on showing the launch as the last word on how it stands.
    expect((await getProxy(input.proxy.name))?.value?.lastRunId).not.toBe(runId);
  });
});

describe('an update that is cancelled', () => {
  it('is taken back under a token of its own, and the run says by whom', async () => {
    await startEngine();
    const input = await launched();
    const plan = await planned(input);
    await expect(cancelRun(member, plan.id)).rejects.toMatchObject({ code: 'conflict' });
    await world.control('POST', '/hold', { stack: stackNameOf(input) });
    await executeRun(member, plan.id);
    await untilEvents(plan.id);
    await expect(cancelRun(stranger, plan.id)).rejects.toMatchObject({ code: 'not_found' });
    await Promise.all([cancelRun(member, plan.id), cancelRun(member, plan.id)]);
    await eventually(async () =>
      expect((await standing(input))?.status).toBe('UPDATE_ROLLBACK_IN_PROGRESS'),
    );
    await world.control('POST', '/release', { stack: stackNameOf(input) });
    const run = await atRest(plan.id);
    expect([run.state, run.cancelledBy]).toEqual(['failed', member.email]);
    expect(run.failure).toMatchObject({ logicalId: stackNameOf(input), reason: 'User Initiated' });
    expect((await standing(input))?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { rows } = await listAudit({ object: input.proxy.name, action: 'run.cancel', limit: 10 });
    expect(rows.map(({ clientToken }) => clientToken)).toEqual([
      `${plan.steps[0]?.clientToken}-cancel`,
    ]);
    await cancelRun(member, plan.id);
  });

  it('is taken back though the engine dies over it, and is told each event once', async () => {
    const engine = await startEngine();
    const input = await launched();
    const plan = await planned(input);
    await world.control('POST', '/hold', { stack: stackNameOf(input) });
    await executeRun(member, plan.id);
    await untilEvents(plan.id);
    await engine.stop();
    await cancelRun(member, plan.id);
    const cut = await cutAt('events_read');
    await untilOver(cut, plan.id);
    await world.control('POST', '/release', { stack: stackNameOf(input) });
    await startEngine();
    const run = await atRest(plan.id);
    expect([run.state, (await standing(input))?.status]).toEqual([
      'failed',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
    await expectEachEventOnce(run.id);
  });

  it('cannot be cancelled once it is through', async () => {
    await startEngine();
    const input = await launched();
    const plan = await planned(input);
    await executeRun(member, plan.id);
    await atRest(plan.id);
    await expect(cancelRun(member, plan.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getRun(plan.id))?.cancelledBy).toBeNull();
  });

  async function untilEvents(runId: string) {
    await eventually(async () => expect(await listRunEvents(runId)).not.toEqual([]));
  }
});

describe('a rollback that got stuck', () => {
  it('goes on past what is skipped, and the proxy serves again', async () => {
    await startEngine();
    const input = await launched();
    const stuck = await stuckRollback(input);
    // CloudFormation takes no change set of it as it stands.
    expect(await waysAgain(member, stuck)).toEqual({ form: null, isRepeatable: false });
    const recovery = await recoveryOf(input);
    expect(recovery.verbs).toEqual(['delete', 'continue_rollback', 'protect']);
    expect(recovery.resources).toMatchObject([{ logicalId: 'Stage', isCause: true }]);
    expect((await recoveryOf(input, auditor)).verbs).toEqual([]);
    const skip = ['Stage'];
    await expect(continueRollback(stranger, { ...on(input), skip })).rejects.toMatchObject({
      code: 'not_found',
    });
    const unskipped = await atRest(
      (await continueRollback(member, { ...on(input), skip: [] })).runId,
    );
    expect([unskipped.state, unskipped.failure?.logicalId]).toEqual(['failed', 'Stage']);
    const run = await atRest((await continueRollback(member, { ...on(input), skip })).runId);
    expect([run.state, run.failure, run.steps[0]?.options]).toEqual(['succeeded', null, { skip }]);
    expect((await getProxy(input.proxy.name))?.value?.phase).toBe('ready');
    const events = await expectEachEventOnce(run.id);
    expect([events[0]?.status, events.at(-1)?.status]).toEqual([
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
    expect(await waysAgain(member, stuck)).toEqual({
      form: expect.objectContaining({ page: 'edit_proxy' }),
      isRepeatable: true,
    });
    const again = continueRollback(member, { ...on(input), skip });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a deletion that got stuck', () => {
  it('ends with what is kept, which stays in the account', async () => {
    await startEngine();
    const input = await launched();
    await stuckDeletion(input);
    const recovery = await recoveryOf(input);
    expect(recovery.verbs).toEqual(['delete', 'delete_retaining', 'force_delete', 'protect']);
    expect(recovery.resources).toMatchObject([{ logicalId: 'Api', isCause: true }]);
    const retain = recovery.resources?.map(({ logicalId }) => logicalId) ?? [];
    const nothing = deleteRetaining(member, { ...on(input), retain: [] });
    await expect(nothing).rejects.toMatchObject({ code: 'invalid' });
    const run = await atRest((await deleteRetaining(member, { ...on(input), retain })).runId);
    expect([run.state, run.steps[0]?.options]).toEqual(['succeeded', { retain }]);
    const events = await expectEachEventOnce(run.id);
    expect(events.map(({ status }) => status)).toContain('DELETE_SKIPPED');
    expect((await standing(input)) ?? null).toBeNull();
    expect(await getProxy(input.proxy.name)).toBeNull();
  });

  it('ends by force, whatever refuses to go', async () => {
    await startEngine();
    const input = await launched();
    await expect(forceDelete(member, on(input))).rejects.toMatchObject({ code: 'conflict' });
    await stuckDeletion(input);
    const run = await atRest((await forceDelete(member, on(input))).runId);
    expect([run.state, run.steps[0]?.options]).toEqual(['succeeded', { isForced: true }]);
    expect((await standing(input)) ?? null).toBeNull();
  });

  it('is not begun on a stack that was deleted without Sluice', async () => {
    await startEngine();
    const input = await launched();
    const off = on(input);
    await forgetElsewhere(input);
    for (const verb of [
      forceDelete(member, off),
      switchProtection(member, { ...off, isProtected: true }),
    ])
      await expect(verb).rejects.toMatchObject({ code: 'not_found' });
  });
});

/** Somebody deletes the stack in the console. */
async function forgetElsewhere(input: LaunchProxyInput) {
  const { deleteStack } = await import('../aws/stacks');
  const stack = await standing(input);
  await deleteStack(mainTarget(), { stackId: stack?.stackId ?? '', clientToken: 'console' });
  await eventually(async () => expect(await standing(input)).toBeNull());
}

async function cutAt(point: RunPoint) {
  let isCut = false;
  const engine = await startEngine(async (here) => {
    if (here !== point) return;
    isCut = true;
    engine.abandon();
    await new Promise(() => {});
  });
  return () => isCut;
}

async function untilOver(isCut: () => boolean, runId: string) {
  await eventually(async () => {
    if (!isCut() && !(await getRun(runId))?.endedAt) throw new Error('on its way');
  });
  // Until what the dead engine held is free again.
  await new Promise((resolve) => setTimeout(resolve, leaseMs));
}

async function expectEachEventOnce(runId: string) {
  const events = await listRunEvents(runId);
  expect(new Set(events.map(({ awsEventId }) => awsEventId)).size).toBe(events.length);
  return events;
}
