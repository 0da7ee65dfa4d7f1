import { CloudFormationClient, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { people } from '../db/schema';
import { actorFor } from '../identity/gate';
import type { Actor } from '../identity/types';
import { launchProxy } from '../proxies/mutations';
import { factsOf, makeOlder } from '../testing/behind';
import { atRest, Engines, liftBudgets } from '../testing/kills';
import {
  actorOf,
  createWorld,
  eventually,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { getRoll } from './data';
import { previewRoll, startRoll, stopRoll } from './mutations';
import type { Roll } from './types';

/** In place of 20 seconds: long enough that a roll hears of a failure before the next one's turn. */
process.env.SLUICE_PLAN_SPACING_MS = '1000';

const member = actorOf('member', 'payments');
const engines = new Engines();
let world: World;
let platform: Actor;
/** One, five, and three in the third wave. */
let names: string[];

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
  liftBudgets();
  const person = { id: 'person_p', name: 'P', email: 'platform@example.com' };
  await (await db()).insert(people).values({ ...person, role: 'platform' });
  platform = await actorFor(person.email);
  await engines.start();
  names = await launched(9);
});
afterAll(async () => {
  await engines.stop();
  await world.close();
});

async function launched(count: number): Promise<string[]> {
  const first = launchInput();
  await atRest((await launchProxy(member, first)).runId);
  if (first.network.choice !== 'create') throw new Error('the first makes the network');
  const network = { choice: 'existing' as const, name: first.network.network.name };
  const others = Array.from({ length: count - 1 }, () => launchInput({ network }));
  const begun = await Promise.all(others.map((input) => launchProxy(member, input)));
  for (const { runId } of begun) expect((await atRest(runId)).state).toBe('succeeded');
  return [first, ...others].map(({ proxy }) => proxy.name).sort();
}

const stackOf = (name = '') => `sluice-proxy-${name}`;
const statesOf = ({ members }: Roll) => members.map(({ state }) => state);

function rollIn(rollId: string, state: Roll['state']): Promise<Roll> {
  return eventually(async () => {
    const roll = await getRoll(rollId);
    if (roll?.state !== state) throw new Error(`the roll is ${roll?.state}`);
    return roll;
  });
}

async function planned(): Promise<string> {
  for (const StackName of names.map(stackOf))
    if ((await factsOf(StackName))?.facts.version !== '0') await makeOlder(StackName);
  const { rollId } = await previewRoll(platform, { idempotencyKey: `roll-${Math.random()}` });
  expect(statesOf(await rollIn(rollId, 'planned'))).toEqual(Array(9).fill('planned'));
  return rollId;
}

/** What a plan that was dropped leaves with its stack: nothing. */
async function expectLeft(left: string[]): Promise<void> {
  const client = new CloudFormationClient({ region });
  await eventually(async () => {
    for (const StackName of left.map(stackOf)) {
      const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName }));
      expect(Summaries.filter((one) => one.ExecutionStatus === 'AVAILABLE')).toEqual([]);
      expect((await factsOf(StackName))?.facts).toMatchObject({ phase: 'ready', version: '0' });
    }
  });
  client.destroy();
}

const six = Array(6).fill('succeeded');

describe('the third wave of a roll, queued for its turns', () => {
  it('is taken back when it is stopped, but for what CloudFormation is at', async () => {
    const rollId = await planned();
    await world.control('POST', '/hold', { stack: stackOf(names[6]) });
    await startRoll(platform, { rollId });
    await eventually(async () => {
      const roll = await rollIn(rollId, 'rolling');
      expect(statesOf(roll)).toEqual([...six, 'changing', 'beginning', 'beginning']);
    });
    await stopRoll(platform, { rollId });
    await eventually(async () => {
      const roll = await rollIn(rollId, 'stopping');
      expect(statesOf(roll)).toEqual([...six, 'changing', 'left', 'left']);
    });
    await world.control('POST', '/release', { stack: stackOf(names[6]) });
    expect(statesOf(await rollIn(rollId, 'stopped'))).toEqual([
      ...six,
      'succeeded',
      'left',
      'left',
    ]);
    await expectLeft(names.slice(7));
  });

  it('is taken back at its first failure', async () => {
    for (const name of names.slice(0, 7))
      expect((await factsOf(stackOf(name)))?.facts.version).toBe('1');
    const rollId = await planned();
    const operation = 'UpdateUsagePlan';
    const stack = stackOf(names[6]);
    await world.fault({ service: 'apigateway', operation, kind: 'denied', stack, count: 1 });
    await startRoll(platform, { rollId });
    const failed = await rollIn(rollId, 'failed');
    expect(failed.members[6]?.run?.failure?.logicalId).toBe('UsagePlan');
    await eventually(async () =>
      expect(statesOf(await rollIn(rollId, 'failed'))).toEqual([...six, 'failed', 'left', 'left']),
    );
    await expectLeft(names.slice(7));
  });
});
