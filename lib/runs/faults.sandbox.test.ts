import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { connect } from '../aws/clients';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { listNetworks } from '../networks/data';
import { deleteNetwork } from '../networks/mutations';
import { deleteProxy, launchProxy } from '../proxies/mutations';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import { startRun } from './start-run';
import type { Run } from './types';

const member = actorOf('member', 'payments');
const leaseMs = 300;
let world: World;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  // A call that is struck dumb is given up soon; the waits between two looks are cut short.
  connect(mainTarget(), { callTimeoutMs: 400 });
});
afterAll(() => world.close());
beforeEach(async () => {
  engine = await createEngine({ leaseMs, waitMs: hasty });
});
afterEach(async () => {
  await engine.stop();
  await world.control('POST', '/reset');
});

async function ended(begin: () => Promise<{ runId: string }>): Promise<Run> {
  const { runId } = await begin();
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt) throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

/** The first call has its effect and no answer; the second is refused. */
async function loseThenRefuse(operation: string, stack: string) {
  for (const kind of ['timeout_after', 'denied'])
    await world.fault({ service: 'cloudformation', operation, kind, stack, count: 1 });
}

describe('a refusal after an answer that got lost', () => {
  it('is no failure of a stack that was begun', async () => {
    const input = launchInput();
    const stackName = `sluice-proxy-${input.proxy.name}`;
    await loseThenRefuse('CreateStack', stackName);
    const run = await ended(() => launchProxy(member, input));
    expect([run.state, run.failure]).toEqual(['succeeded', null]);
    const stack = await findStack(mainTarget(), stackName);
    expect([stack?.stackId, stack?.status]).toEqual([run.steps[1]?.stackId, 'CREATE_COMPLETE']);
  });

  it('is no failure of a deletion that was begun', async () => {
    const input = launchInput();
    const { name } = input.proxy;
    await ended(() => launchProxy(member, input));
    await loseThenRefuse('DeleteStack', `sluice-proxy-${name}`);
    const request = { name, withNetwork: true, idempotencyKey: `lost-${name}-0123456789` };
    const run = await ended(() => deleteProxy(member, request));
    expect([run.state, run.failure]).toEqual(['succeeded', null]);
  });
});

it('a refusal of the first and only attempt fails the run in AWS’s words, and nothing stands', async () => {
  const input = launchInput();
  const stack = `sluice-network-main-${input.proxy.name.split('-')[1]}`;
  await world.fault({ service: 'cloudformation', operation: 'CreateStack', kind: 'denied', stack });
  const run = await ended(() => launchProxy(member, input));
  expect(run.state).toBe('failed');
  expect(run.failure?.reason).toMatch(/not authorized to perform: cloudformation:CreateStack/);
  expect(await findStack(mainTarget(), stack)).toBeNull();
});

it('a network whose proxy was never made holds no proxy, and can be deleted alone', async () => {
  const input = launchInput();
  const stack = `sluice-proxy-${input.proxy.name}`;
  await world.fault({ service: 'cloudformation', operation: 'CreateStack', kind: 'denied', stack });
  const run = await ended(() => launchProxy(member, input));
  expect(run.steps.map(({ state }) => state)).toEqual(['succeeded', 'failed']);
  const name = run.steps[0]?.subject.name ?? '';
  const network = (await listNetworks()).value?.find((it) => it.name === name);
  expect(network?.proxies).toEqual([]);
  const request = { name, idempotencyKey: `alone-${name}-0123456789` };
  const deletion = await ended(() => deleteNetwork(member, request));
  expect([deletion.state, deletion.failure]).toEqual(['succeeded', null]);
});

it('a second deletion that succeeds is not failed by old news of the first', async () => {
  const input = launchInput();
  const { name } = input.proxy;
  const stack = `sluice-proxy-${name}`;
  await ended(() => launchProxy(member, input));
  const request = (turn: string) => ({
    name,
    withNetwork: false,
    idempotencyKey: `${turn}-${name}-0123456789`,
  });
  const faults = { service: 'apigateway', operation: 'DeleteUsagePlan', kind: 'error500' };
  await world.fault({ ...faults, stack, count: 1 });
  expect((await ended(() => deleteProxy(member, request('first')))).state).toBe('failed');
  // The look by name, the first status, and the one after the stack's own last event.
  const describe = { service: 'cloudformation', operation: 'DescribeStacks', kind: 'stale' };
  await world.fault({ ...describe, stack, count: 3 });
  const run = await ended(() => deleteProxy(member, request('second')));
  expect([run.state, run.failure]).toEqual(['succeeded', null]);
});

it('a deletion planned with a stack that went before deletes the one of that name that stands', async () => {
  const input = launchInput();
  const { name } = input.proxy;
  const stackName = `sluice-proxy-${name}`;
  const old = (await ended(() => launchProxy(member, input))).steps[1]?.stackId ?? null;
  const request = { name, withNetwork: false, idempotencyKey: `old-${name}-0123456789` };
  await ended(() => deleteProxy(member, request));
  const network = { choice: 'existing' as const, name: `main-${name.split('-')[1]}` };
  await ended(() =>
    launchProxy(member, { ...input, network, idempotencyKey: `again-${name}-0123456789` }),
  );
  const subject = { kind: 'proxy' as const, name };
  const run = await ended(() =>
    startRun(member, {
      targetId: mainTarget().id,
      kind: 'delete',
      subject,
      team: 'payments',
      steps: [{ subject, action: 'delete', stackName, stackId: old, spec: null }],
      uses: [],
      idempotencyKey: `stale-${name}-0123456789`,
      request: {},
      auditAction: 'proxy.delete',
      auditDetail: {},
    }),
  );
  expect([run.state, run.failure]).toEqual(['succeeded', null]);
  expect(await findStack(mainTarget(), stackName)).toBeNull();
});

it('a network that was never made holds no VPC: another may adopt it', async () => {
  const vpc = {
    id: 'vpc-0adadadadadadadad',
    subnetIds: ['subnet-0ad1ad1ad1ad1ad11', 'subnet-0ad2ad2ad2ad2ad22'],
  };
  const [first, second] = [adopting(vpc), adopting(vpc)];
  const stack = `sluice-network-${first.network.network.name}`;
  await world.fault({ service: 'cloudformation', operation: 'CreateStack', kind: 'denied', stack });
  const refused = await ended(() => launchProxy(member, first));
  expect(refused.steps.map(({ state }) => state)).toEqual(['failed', 'skipped']);
  const run = await ended(() => launchProxy(member, second));
  expect(run.steps[0]?.stackId).not.toBeNull();
});

function adopting(vpc: { id: string; subnetIds: string[] }) {
  const input = launchInput();
  const { name } = input.proxy;
  const { team, owner, environment } = input.proxy;
  const network = { kind: 'network' as const, name: `of-${name}`, team, owner, environment, vpc };
  return { ...input, network: { choice: 'adopt' as const, network } };
}

it('a deletion that ended while no engine ran still tells all its events', async () => {
  const input = launchInput();
  const { name } = input.proxy;
  await ended(() => launchProxy(member, input));
  await engine.stop();
  let isCut = false;
  const first = await createEngine({
    leaseMs,
    reached: async (point) => {
      if (point !== 'stack_requested') return;
      isCut = true;
      first.abandon();
      await new Promise(() => {});
    },
  });
  const request = { name, withNetwork: false, idempotencyKey: `events-${name}-0123456789` };
  const { runId } = await deleteProxy(member, request);
  const stackId = (await getRun(runId))?.steps[0]?.stackId ?? '';
  await eventually(async () => {
    expect(isCut).toBe(true);
    expect((await findStack(mainTarget(), stackId))?.status).toBe('DELETE_COMPLETE');
  });
  engine = await createEngine({ leaseMs });
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  const events = await listRunEvents(runId);
  expect([events[0]?.status, events.at(-1)?.status]).toEqual([
    'DELETE_IN_PROGRESS',
    'DELETE_COMPLETE',
  ]);
});
