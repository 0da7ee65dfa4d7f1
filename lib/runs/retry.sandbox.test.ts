import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { quotaCodes } from '@/sandbox/servicequotas/quotas';
import { findStack, listOurStacks } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import { people } from '../db/schema';
import { keepConfirmed } from '../identity/confirmation';
import { launchNetwork } from '../networks/mutations';
import { getProxy } from '../proxies/data';
import { deleteProxy, launchProxy, planProxyChange } from '../proxies/mutations';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { waysAgain } from './again';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import { retryRun } from './retry';
import type { Run } from './types';

const member = actorOf('member', 'payments');
const platform = actorOf('platform');
const stranger = actorOf('member', 'search');
let world: World;
let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(async () => {
    sandbox = await createSandbox({ paceMs: 5 });
    return sandbox;
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  engine = await createEngine({ leaseMs: 300, waitMs: hasty });
});
afterEach(async () => {
  await engine.stop();
  await world.control('POST', '/reset');
});

function atRest(runId: string): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt && run?.state !== 'planned') throw new Error(`the run is ${run?.state}`);
    return run;
  });
}

async function failedLaunch() {
  const input = launchInput();
  sandbox.context.quotas.set(quotaCodes.vpcs, 0);
  const run = await atRest((await launchProxy(member, input)).runId);
  expect(run.state).toBe('failed');
  sandbox.context.quotas.reset();
  return { input, run };
}

it('a launch is asked for once more, after what it left is cleared away; pressed twice it is one run', async () => {
  const { input, run } = await failedLaunch();
  expect((await waysAgain(member, run)).isRepeatable).toBe(true);
  const [first, second] = await Promise.all([retryRun(member, run.id), retryRun(member, run.id)]);
  expect(second.runId).toBe(first.runId);
  const again = await atRest(first.runId);
  expect([again.state, again.failure]).toEqual(['succeeded', null]);
  expect(again.steps.map(({ subject, action }) => `${action} ${subject.kind}`)).toEqual([
    'delete network',
    'create network',
    'create proxy',
  ]);
  const statuses = (await listOurStacks(mainTarget())).map(({ status }) => status);
  expect(statuses).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  expect((await getProxy(input.proxy.name))?.value?.phase).toBe('ready');
  // It stands: what was asked for then would be refused for its name now.
  expect((await waysAgain(member, run)).isRepeatable).toBe(false);
  const ids = (await listRunEvents(again.id)).map(({ awsEventId }) => awsEventId);
  expect(new Set(ids).size).toBe(ids.length);
});

it('a launch whose network was made goes on in that network', async () => {
  const input = launchInput();
  sandbox.context.quotas.set(quotaCodes.privateApis, 0);
  const run = await atRest((await launchProxy(member, input)).runId);
  expect(run.steps.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
  sandbox.context.quotas.reset();
  const again = await atRest((await retryRun(member, run.id)).runId);
  expect(again.state).toBe('succeeded');
  expect(again.steps.map(({ subject, action }) => `${action} ${subject.kind}`)).toEqual([
    'delete proxy',
    'create proxy',
  ]);
});

it('a deletion and a plan are asked for once more', async () => {
  const input = launchInput();
  const { name } = input.proxy;
  await atRest((await launchProxy(member, input)).runId);
  const stack = `sluice-proxy-${name}`;
  const throttled = { service: 'cloudformation', kind: 'denied', stack, count: 1 };

  await world.fault({ ...throttled, operation: 'CreateChangeSet' });
  const proxy = { ...input.proxy, limits: { quota: null, rate: 9, burst: 9 } };
  const plan = await atRest(
    (await planProxyChange(member, { proxy, idempotencyKey: `plan-${name}-0123456789` })).runId,
  );
  expect(plan.state).toBe('failed');
  const replanned = await atRest((await retryRun(member, plan.id)).runId);
  expect([replanned.state, replanned.steps[0]?.plan?.changes.length]).toEqual([
    'planned',
    expect.any(Number),
  ]);

  await world.fault({ ...throttled, operation: 'DeleteStack' });
  const request = { name, withNetwork: true, idempotencyKey: `gone-${name}-0123456789` };
  const deletion = await atRest((await deleteProxy(member, request)).runId);
  expect(deletion.state).toBe('failed');
  // An open browser is not enough to delete, the second time neither.
  await expect(retryRun(member, deletion.id)).rejects.toMatchObject({
    code: 'denied',
    detail: 'confirm',
  });
  const { personId, email, name: called } = member;
  await (await db()).insert(people).values({ id: personId, email, name: called, role: 'member' });
  await keepConfirmed(member);
  const network = deletion.steps[1]?.stackName;
  await world.fault({ ...throttled, stack: network, operation: 'DeleteStack' });
  const halfway = await atRest((await retryRun(member, deletion.id)).runId);
  expect(halfway.steps.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
  // The proxy is gone by then: the network is what is left to be deleted.
  expect((await waysAgain(member, halfway)).isRepeatable).toBe(true);
  const again = await atRest((await retryRun(member, halfway.id)).runId);
  expect([again.state, again.steps.length]).toEqual(['succeeded', 1]);
  expect(await listOurStacks(mainTarget())).toEqual([]);
});

it('is refused to whoever may not ask for the same, and of a run that has not failed', async () => {
  const { run } = await failedLaunch();
  await expect(retryRun(stranger, run.id)).rejects.toMatchObject({ code: 'not_found' });
  const again = await atRest((await retryRun(member, run.id)).runId);
  await expect(retryRun(member, again.id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(retryRun(member, 'run_0')).rejects.toMatchObject({ code: 'not_found' });
});

it('clears away the empty remains of its own team only', async () => {
  const { input, run } = await failedLaunch();
  if (input.network.choice === 'existing') throw new Error('the network was to be made');
  const stackName = run.steps[0]?.stackName ?? '';
  const network = { ...input.network.network, team: 'search' };
  const theirs = launchNetwork(platform, { network, idempotencyKey: `theirs-${run.id}` });
  await expect(theirs).rejects.toMatchObject({
    code: 'conflict',
    detail: `${stackName}: ROLLBACK_COMPLETE`,
  });
  expect((await findStack(mainTarget(), stackName))?.status).toBe('ROLLBACK_COMPLETE');
});
