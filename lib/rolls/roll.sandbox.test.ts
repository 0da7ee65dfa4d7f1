import { CloudFormationClient, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { people } from '../db/schema';
import { actorFor } from '../identity/gate';
import type { Actor } from '../identity/types';
import { launchProxy } from '../proxies/mutations';
import { consequencesOf } from '../runs/consequences';
import { getRun, listRuns } from '../runs/data';
import { createEngine, type Engine, type EngineOptions } from '../runs/engine';
import { factsOf, makeOlder } from '../testing/behind';
import {
  actorOf,
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { getRoll } from './data';
import { previewRoll, startRoll, stopRoll } from './mutations';
import type { Roll } from './types';

const member = actorOf('member', 'payments');

let world: World;
let platform: Actor;
const engines: Engine[] = [];

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 2 }));
  const person = { id: 'person_p', name: 'P', email: 'platform@example.com' };
  await (await db()).insert(people).values({ ...person, role: 'platform' });
});
afterAll(() => world.close());
beforeEach(async () => {
  await (await db()).update(people).set({ role: 'platform' }).where(eq(people.id, 'person_p'));
  platform = await actorFor('platform@example.com');
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  await world.control('POST', '/reset');
});

async function startEngine(reached?: EngineOptions['reached']): Promise<Engine> {
  const engine = await createEngine({
    leaseMs: 300,
    waitMs: hasty,
    ...(reached ? { reached } : {}),
  });
  engines.push(engine);
  return engine;
}

async function ended(runId: string) {
  await eventually(async () => {
    const run = await getRun(runId);
    if (run?.state !== 'succeeded')
      throw new Error(`${run?.state} ${JSON.stringify(run?.failure)}`);
  });
}

function rollIn(rollId: string, ...states: Roll['state'][]): Promise<Roll> {
  return eventually(async () => {
    const roll = await getRoll(rollId);
    if (!roll || !states.includes(roll.state)) throw new Error(`the roll is ${roll?.state}`);
    return roll;
  });
}

const stackOf = (name: string) => `sluice-proxy-${name}`;
const networkStackOf = (name: string) => `sluice-network-${name}`;
const cloudformation = () => new CloudFormationClient({ region });

/** Proxies in one network, as an older Sluice made them: labelled and written with generation 0. */
async function launchedBehind(count: number): Promise<string[]> {
  return (await launchedIn(count)).names;
}

/** The same where the network is of that Sluice too. */
async function networkBehind(count: number): Promise<{ network: string; names: string[] }> {
  const { network, names } = await launchedIn(count);
  await makeOlder(networkStackOf(network));
  return { network, names };
}

async function launchedIn(count: number): Promise<{ network: string; names: string[] }> {
  const first = launchInput();
  await ended((await launchProxy(member, first)).runId);
  const network = {
    choice: 'existing' as const,
    name: (first.network as { network: { name: string } }).network.name,
  };
  const others = Array.from({ length: count - 1 }, () => launchInput({ network }));
  for (const input of others) await ended((await launchProxy(member, input)).runId);
  const names = [first, ...others].map(({ proxy }) => proxy.name).sort();
  await Promise.all(names.map((name) => makeOlder(stackOf(name))));
  return { network: network.name, names };
}

const versionsOf = (names: string[]) =>
  Promise.all(names.map(async (name) => (await factsOf(stackOf(name)))?.facts.version));

async function changeSetsOf(name: string): Promise<number> {
  return changeSetsAt(stackOf(name));
}

async function changeSetsAt(StackName: string): Promise<number> {
  const answer = await cloudformation().send(new ListChangeSetsCommand({ StackName }));
  return (answer.Summaries ?? []).filter(({ ExecutionStatus }) => ExecutionStatus === 'AVAILABLE')
    .length;
}

const statesOf = ({ members }: Roll) => members.map(({ state }) => state);

let keys = 0;
const preview = async () =>
  (await previewRoll(platform, { idempotencyKey: `roll-key-${keys++}` })).rollId;

describe('a roll', () => {
  it('plans every proxy that is behind, changes nothing, then rolls one and then the others', async () => {
    await startEngine();
    const names = await launchedBehind(3);
    const rollId = await preview();
    const planned = await rollIn(rollId, 'planned');
    expect(planned.members.map(({ name, wave, state }) => [name, wave, state])).toEqual([
      [names[0], 1, 'planned'],
      [names[1], 2, 'planned'],
      [names[2], 2, 'planned'],
    ]);
    expect(planned.members[0]?.run?.steps[0]?.plan?.changes.length).toBeGreaterThan(0);
    expect(await versionsOf(names)).toEqual(['0', '0', '0']);

    await startRoll(platform, { rollId });
    const done = await rollIn(rollId, 'succeeded');
    expect(statesOf(done)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(await versionsOf(names)).toEqual(['1', '1', '1']);
    const [first, ...rest] = done.members.map(({ run }) => run);
    for (const run of rest)
      expect(run?.decidedAt?.getTime()).toBeGreaterThanOrEqual(
        first?.endedAt?.getTime() ?? Number.NaN,
      );
  });

  it('rolls networks before the proxies in them, in a wave of their own', async () => {
    await startEngine();
    const { network, names } = await networkBehind(2);
    const stack = networkStackOf(network);
    const rollId = await preview();
    const planned = await rollIn(rollId, 'planned');
    expect(planned.members.map(({ kind, name, wave }) => [kind, name, wave])).toEqual([
      ['network', network, 1],
      ['proxy', names[0], 2],
      ['proxy', names[1], 3],
    ]);
    expect(statesOf(planned)).toEqual(['planned', 'planned', 'planned']);
    const changes = planned.members[0]?.run?.steps[0]?.plan?.changes ?? [];
    expect(changes.length).toBeGreaterThan(0);
    expect(consequencesOf(changes, 'network').map(({ kind }) => kind)).toEqual([
      'endpointStays',
      'wordsOnly',
    ]);
    expect((await factsOf(stack))?.facts.version).toBe('0');

    await world.control('POST', '/hold', { stack });
    await startRoll(platform, { rollId });
    await eventually(async () => {
      const roll = await rollIn(rollId, 'rolling');
      expect(statesOf(roll)).toEqual(['changing', 'planned', 'planned']);
      expect((await factsOf(stack))?.facts.phase).toBe('changing');
    });
    const launch = launchProxy(
      member,
      launchInput({ network: { choice: 'existing', name: network } }),
    );
    await expect(launch).rejects.toMatchObject({
      code: 'conflict',
      detail: network,
    });
    await world.control('POST', '/release', { stack });
    const done = await rollIn(rollId, 'succeeded');
    expect(statesOf(done)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect((await factsOf(stack))?.facts.version).toBe('1');
    expect(await versionsOf(names)).toEqual(['1', '1']);
    const [first, second] = done.members.map(({ run }) => run);
    expect(second?.decidedAt?.getTime()).toBeGreaterThanOrEqual(
      first?.endedAt?.getTime() ?? Number.NaN,
    );
  });

  it('leaves the proxies as they are where the network in their way fails', async () => {
    await startEngine();
    const { network, names } = await networkBehind(1);
    const stack = networkStackOf(network);
    const rollId = await preview();
    await rollIn(rollId, 'planned');
    await world.fault({
      service: 'ec2',
      operation: 'ModifyVpcEndpoint',
      kind: 'denied',
      stack,
      count: 1,
    });
    await startRoll(platform, { rollId });
    const failed = await rollIn(rollId, 'failed');
    expect(failed.members[0]?.run?.failure?.logicalId).toBe('Endpoint');
    await eventually(async () => {
      expect(statesOf(await rollIn(rollId, 'failed'))).toEqual(['failed', 'left']);
      expect(await Promise.all([changeSetsAt(stack), ...names.map(changeSetsOf)])).toEqual([0, 0]);
    });
    expect((await factsOf(stack))?.facts).toMatchObject({ phase: 'ready', version: '0' });
    expect(await versionsOf(names)).toEqual(['0']);
  });

  it('stops at the first failure: no later wave begins, and its plans are dropped', async () => {
    await startEngine();
    const names = await launchedBehind(3);
    const rollId = await preview();
    await rollIn(rollId, 'planned');
    await world.fault({
      service: 'apigateway',
      operation: 'UpdateUsagePlan',
      kind: 'denied',
      stack: stackOf(names[0] ?? ''),
      count: 1,
    });
    await startRoll(platform, { rollId });
    const failed = await rollIn(rollId, 'failed');
    expect(failed.members[0]?.run?.failure?.logicalId).toBe('UsagePlan');
    await eventually(async () => {
      const now = await rollIn(rollId, 'failed');
      expect(statesOf(now)).toEqual(['failed', 'left', 'left']);
      expect(await Promise.all(names.map(changeSetsOf))).toEqual([0, 0, 0]);
    });
    expect(await versionsOf(names)).toEqual(['0', '0', '0']);
  });

  it('goes on after its process is killed, at any point of any of its runs', async () => {
    const engine = await startEngine();
    const { network, names } = await networkBehind(2);
    await engine.stop();
    // Each engine is cut off at the next point it reaches, until the points of a few runs are through.
    let cuts = 0;
    const dying = async () => {
      const held = await startEngine(async () => {
        cuts += 1;
        held.abandon();
      });
      return held;
    };
    const rollId = await preview();
    for (let life = 0; life < 12; life++) {
      await dying();
      await eventually(async () => expect(cuts).toBeGreaterThan(life));
      if ((await getRoll(rollId))?.state === 'planned') await startRoll(platform, { rollId });
    }
    await startEngine();
    if ((await rollIn(rollId, 'planned', 'rolling', 'succeeded')).state === 'planned')
      await startRoll(platform, { rollId });
    const done = await rollIn(rollId, 'succeeded');
    expect(statesOf(done)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(await versionsOf(names)).toEqual(['1', '1']);
    expect((await factsOf(networkStackOf(network)))?.facts.version).toBe('1');
    const updates = (await listRuns({ limit: 200 })).filter(
      ({ kind, subject }) => kind === 'update' && [network, ...names].includes(subject.name),
    );
    expect(updates).toHaveLength(3);
  });

  it('is stopped before anything begins, and drops its plans', async () => {
    await startEngine();
    const names = await launchedBehind(2);
    const rollId = await preview();
    await rollIn(rollId, 'planned');
    await stopRoll(platform, { rollId });
    await rollIn(rollId, 'stopped');
    await eventually(async () =>
      expect(await Promise.all(names.map(changeSetsOf))).toEqual([0, 0]),
    );
    await expect(startRoll(platform, { rollId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await versionsOf(names)).toEqual(['0', '0']);
  });

  it('is the platform team’s, one at a time, and ends with the right of who began it', async () => {
    await startEngine();
    const names = await launchedBehind(2);
    const asked = previewRoll(member, { idempotencyKey: 'roll-key-member' });
    await expect(asked).rejects.toMatchObject({ code: 'denied' });
    const rollId = await preview();
    await expect(preview()).rejects.toMatchObject({ code: 'conflict', detail: rollId });
    await rollIn(rollId, 'planned');
    await expect(startRoll(member, { rollId })).rejects.toMatchObject({ code: 'denied' });
    await (await db()).update(people).set({ role: 'auditor' }).where(eq(people.id, 'person_p'));
    await startRoll(platform, { rollId });
    expect(statesOf(await rollIn(rollId, 'stopped'))).not.toContain('succeeded');
    expect(await versionsOf(names)).toEqual(['0', '0']);
  });
});
