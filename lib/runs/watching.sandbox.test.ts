import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listOurStacks } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { deleteProxy, launchProxy } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { actorOf, createWorld, eventually, launchInput, type World } from '../testing/world';
import { type RunPoint, runPoints } from './context';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine, type EngineOptions } from './engine';
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

/** Short, so that what a dead engine held is free again soon. */
const leaseMs = 300;

async function startEngine(reached?: EngineOptions['reached']) {
  const engine = await createEngine({ leaseMs, ...(reached ? { reached } : {}) });
  engines.push(engine);
  return engine;
}

async function finished(runId: string) {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt) throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  }, 50_000);
}

/** Starts an engine that is cut off for good as soon as it comes to a point. */
async function cutOffAt(point: RunPoint): Promise<{ isCut: () => boolean }> {
  let isCut = false;
  const engine = await startEngine(async (here) => {
    if (here !== point) return;
    isCut = true;
    engine.abandon();
    await new Promise(() => {});
  });
  return { isCut: () => isCut };
}

/** Resolves when the engine was cut off, or was not because the run did not come there again. */
async function cutOrFinished(isCut: () => boolean, runId: string) {
  await eventually(async () => {
    if (!isCut() && !(await getRun(runId))?.endedAt) throw new Error('still on its way');
  }, 50_000);
}

async function expectEachEventOnce(runId: string) {
  const events = await listRunEvents(runId);
  expect(new Set(events.map(({ awsEventId }) => awsEventId)).size).toBe(events.length);
  return events;
}

async function stackNames() {
  return (await listOurStacks(mainTarget())).map(({ stackName }) => stackName);
}

describe('a run that is cut off is driven to its end by another engine', () => {
  // Launching and deleting make no plan; update.sandbox.test.ts cuts that off.
  const points = runPoints.filter((point) => !point.startsWith('plan_'));

  it.each(points)('twice at %s, launching and deleting', async (point) => {
    const input = launchInput();
    const launch = await cutAndRecovered(point, () => launchProxy(member, input));
    for (const { stackName } of launch.steps)
      expect((await stackNames()).filter((name) => name === stackName)).toHaveLength(1);
    const events = await expectEachEventOnce(launch.id);
    for (const { index } of launch.steps) {
      const own = events.filter(({ stepIndex }) => stepIndex === index);
      expect([own[0]?.status, own.at(-1)?.status]).toEqual([
        'CREATE_IN_PROGRESS',
        'CREATE_COMPLETE',
      ]);
    }
    const { name } = input.proxy;
    const idempotencyKey = `delete-${input.idempotencyKey}`;
    const deletion = await cutAndRecovered(point, () =>
      deleteProxy(member, { name, withNetwork: true, idempotencyKey }),
    );
    for (const { stackName } of deletion.steps) expect(await stackNames()).not.toContain(stackName);
    await expectEachEventOnce(deletion.id);
  });

  async function cutAndRecovered(point: RunPoint, begin: () => Promise<{ runId: string }>) {
    const first = await cutOffAt(point);
    const { runId } = await begin();
    await cutOrFinished(first.isCut, runId);
    const second = await cutOffAt(point);
    await cutOrFinished(second.isCut, runId);
    const next = await startEngine();
    const run = await finished(runId);
    expect([run.state, run.failure]).toEqual(['succeeded', null]);
    await Promise.all(engines.splice(0).map((engine) => engine.stop()));
    await next.stop();
    return run;
  }
});

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

function networkNameOf({ network }: LaunchProxyInput): string {
  return network.choice === 'existing' ? network.name : network.network.name;
}
