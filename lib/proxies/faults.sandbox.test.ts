import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listNetworks } from '../networks/data';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { collectOnce } from '../usage/collector';
import { getUsage } from '../usage/data';
import { getProxy, listProxies } from './data';
import { launchProxy } from './mutations';

const member = actorOf('member', 'payments');
let world: World;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0 }));
  engine = await createEngine({ waitMs: hasty });
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function launched(): Promise<string> {
  const input = launchInput();
  const { runId } = await launchProxy(member, input);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  return input.proxy.name;
}

it('a quota that cannot be refreshed keeps its age and says why, in the fleet too', async () => {
  const name = await launched();
  const quota = async () => (await listProxies()).value?.find((it) => it.name === name)?.quota;
  expect(await quota()).toMatchObject({ value: null, asOf: null });
  await collectOnce();
  const before = await quota();
  expect(before).toMatchObject({ value: { used: 0 }, problem: null });
  for (const [service, operation] of [
    ['apigateway', 'GetUsage'],
    ['logs', 'FilterLogEvents'],
  ])
    await world.fault({ service, operation, kind: 'throttle' });
  const detail = (await getProxy(name))?.value;
  if (!detail) throw new Error(`${name} is not known`);
  await collectOnce();
  expect((await getUsage(detail)).problem?.code).toBe('throttled');
  expect(await quota()).toMatchObject({ asOf: before?.asOf, problem: { code: 'throttled' } });
});

it('what cannot be read of a proxy is unknown: no place, no limit and no count is made up', async () => {
  await world.fault({ service: 'cloudformation', operation: 'GetTemplateSummary', kind: 'denied' });
  const name = await launched();
  const known = await getProxy(name);
  expect(known).toMatchObject({ value: { spec: null, isLastInNetwork: false } });
  expect(known?.problem?.code).toBe('denied');
  expect((await listNetworks()).problem?.code).toBe('denied');
  if (!known?.value) throw new Error(`${name} is not known`);
  expect(await getUsage(known.value)).toMatchObject({ value: null, problem: {} });
});
