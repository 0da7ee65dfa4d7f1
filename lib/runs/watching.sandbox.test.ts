import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { deleteProxy, launchProxy } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { actorOf, createWorld, eventually, launchInput, type World } from '../testing/world';
import { getRun, getRunView, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import { watchRun } from './feed';
import type { RunEvent } from './types';

const member = actorOf('member', 'payments');
let world: World;
const engines: Engine[] = [];

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 5 }));
});
afterAll(() => world.close());
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  // An account holds five VPCs.
  await world.control('POST', '/reset');
});

async function startEngine() {
  engines.push(await createEngine());
}

async function finished(runId: string) {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt) throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

async function expectEachEventOnce(runId: string) {
  const events = await listRunEvents(runId);
  expect(new Set(events.map(({ awsEventId }) => awsEventId)).size).toBe(events.length);
}

describe('AWS faults during a run', () => {
  it.each(['throttle', 'error500', 'reset', 'stale'])(
    '%s, three calls in ten: no harm',
    async (kind) => {
      await startEngine();
      const input = launchInput();
      const calm = await world.fault({
        service: 'cloudformation',
        kind,
        probability: 0.3,
        seed: 7,
      });
      const { runId } = await eventually(() => launchProxy(member, input));
      const run = await finished(runId);
      await calm();
      expect([run.state, run.failure]).toEqual(['succeeded', null]);
      await expectEachEventOnce(runId);
    },
  );

  it('expired credentials are shown on the run, which goes on when they are good again', async () => {
    await startEngine();
    const input = launchInput();
    const stack = `sluice-proxy-${input.proxy.name}`;
    await world.control('POST', '/hold', { stack });
    const { runId } = await launchProxy(member, input);
    await eventually(async () => {
      const events = await listRunEvents(runId);
      if (!events.some(({ stackName }) => stackName === stack)) throw new Error('not there yet');
    });
    const renew = await world.fault({ service: 'cloudformation', kind: 'expired' });
    await eventually(async () => {
      expect((await getRun(runId))?.problem?.code).toBe('credentials');
    });
    expect((await getRun(runId))?.state).toBe('running');
    await renew();
    await world.control('POST', '/release', { stack });
    const run = await finished(runId);
    expect([run.state, run.problem]).toEqual(['succeeded', null]);
  });
});

describe('watching', () => {
  async function pollsWhileHeld(watchers: number) {
    const input = launchInput();
    const stack = `sluice-network-${networkNameOf(input)}`;
    await world.control('POST', '/hold', { stack });
    const { runId } = await launchProxy(member, input);
    const told: RunEvent[][] = Array.from({ length: watchers }, () => []);
    const finals = new Set<number>();
    const stops = await Promise.all(
      told.map((list, index) =>
        watchRun(runId, 0, {
          events: (events) => void list.push(...events),
          run: (run) => void (run.endedAt && finals.add(index)),
        }),
      ),
    );
    await world.takeCalls();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const calls = await world.takeCalls();
    await world.control('POST', '/release', { stack });
    await finished(runId);
    const stored = (await listRunEvents(runId)).map(({ id }) => id);
    await eventually(async () => expect(finals.size).toBe(watchers));
    for (const stop of stops) stop();
    for (const list of told) expect(list.map(({ id }) => id)).toEqual(stored);
    return Object.values(calls).reduce((sum, count) => sum + count, 0);
  }

  it('by two hundred costs no more calls than by one, and each is told every event once', async () => {
    await startEngine();
    const one = await pollsWhileHeld(1);
    const many = await pollsWhileHeld(200);
    expect(one).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(one + 1);
  });
});

describe('what is known beforehand', () => {
  it('of a launch and a deletion: each resource that events will name, and how long the last ones took', async () => {
    await startEngine();
    const input = launchInput();
    const { runId } = await launchProxy(member, input);
    const begun = await getRunView(runId);
    await finished(runId);
    const { name } = input.proxy;
    const removal = await deleteProxy(member, {
      name,
      withNetwork: true,
      idempotencyKey: `gone-${input.idempotencyKey}`,
    });
    await finished(removal.runId);
    for (const id of [runId, removal.runId]) {
      const view = await getRunView(id);
      for (const { index, stackName } of view?.run.steps ?? []) {
        const own = view?.events.filter(({ stepIndex }) => stepIndex === index) ?? [];
        const named = own.map(({ logicalId }) => logicalId).filter((each) => each !== stackName);
        const known = view?.resources[index]?.map(({ logicalId }) => logicalId) ?? [];
        expect(known.sort()).toEqual([...new Set(named)].sort());
      }
    }
    const final = (await getRunView(runId))?.resources ?? [];
    for (const [index, early] of (begun?.resources ?? []).entries()) {
      expect(early.length).toBeGreaterThan(5);
      expect(final[index]).toEqual(expect.arrayContaining(early));
    }
    const past = (await getRunView(runId))?.past ?? {};
    const kinds = ['create network', 'create proxy', 'delete network', 'delete proxy'];
    const types = ['create AWS::EC2::VPCEndpoint', 'delete AWS::ApiGateway::RestApi'];
    for (const kind of [...kinds, ...types]) expect(past[kind]?.length).toBeGreaterThan(0);
    expect(Math.min(...Object.values(past).flat())).toBeGreaterThanOrEqual(0);
  });
});

function networkNameOf({ network }: LaunchProxyInput): string {
  return network.choice === 'existing' ? network.name : network.network.name;
}
