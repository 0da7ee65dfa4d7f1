import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import type { HttpMethod } from '@/templates/proxy/http-methods';
import { mainTarget } from '../aws/targets';
import { readApiKeyValue } from '../aws/usage-plans';
import { getDoctorReport } from '../doctor/data';
import { examinePath } from '../doctor/mutations';
import { checkDrift } from '../drift/mutations';
import { listProbeResults } from '../probes/data';
import { runProbe } from '../probes/mutations';
import { advanceProbeSchedule } from '../probes/schedule';
import { setProbeSchedule } from '../probes/schedule-mutations';
import { probeScheduleSchema } from '../probes/schedule-schema';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { executeRun } from '../runs/mutations';
import { createCaller } from '../testing/caller';
import { liftBudgets } from '../testing/kills';
import { actorOf, createWorld, eventually, hasty, launchInput, type World } from '../testing/world';
import { findProxyStack } from './fleet';
import { launchProxy, planProxyChange } from './mutations';

const member = actorOf('member', 'payments');
const input = launchInput();
const { name } = input.proxy;
const url = 'https://httpbin.org';
input.proxy.upstream = { url, methods: ['GET'] };

let world: World;
let engine: Engine;
let call: Awaited<ReturnType<typeof createCaller>>;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0 }));
  engine = await createEngine({ waitMs: hasty });
  const { runId } = await launchProxy(member, input);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  const { spec, facts } = await standing();
  const { InvokeUrl = '', KeyAId = '' } = facts.outputs;
  const endpointId = spec?.network.endpointId ?? '';
  const key = await readApiKeyValue(mainTarget(), KeyAId);
  call = await createCaller(world, { endpointId, invokeUrl: InvokeUrl, key });
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function standing() {
  const proxy = await findProxyStack(name);
  if (!proxy) throw new Error(`${name} does not stand`);
  return proxy;
}

/** Edits the proxy, and answers what its plan said of it. */
async function changedTo(methods: HttpMethod[] | null) {
  const idempotencyKey = `methods-${methods?.join('-')}-0123456789`;
  const proxy = { ...input.proxy, upstream: { url, methods } };
  const { runId } = await planProxyChange(member, { proxy, idempotencyKey });
  await eventually(async () => expect((await getRun(runId))?.state).toBe('planned'));
  await executeRun(member, runId);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'));
  return (await getRun(runId))?.steps[0]?.plan?.changes ?? [];
}

async function report() {
  const found = await getDoctorReport(name);
  if (!found) throw new Error(`nothing is known of ${name}`);
  return found;
}

const statuses = (methods: HttpMethod[]) =>
  Promise.all(methods.map((method) => call('/anything', method)));

it('answers the chosen method, on the root path too, and refuses every other', async () => {
  expect(await statuses(['GET', 'POST', 'HEAD', 'DELETE', 'OPTIONS'])).toEqual([
    200, 403, 403, 403, 403,
  ]);
  // `<stage>/GET/` is matched by `<stage>/GET/*`.
  expect([await call('/'), await call('/', 'POST')]).toEqual([200, 403]);
});

it('has no drift, and a whole path', async () => {
  liftBudgets();
  await eventually(() => checkDrift(member, { name }));
  const { hops } = await report();
  expect(hops.filter(({ state }) => state === 'broken')).toEqual([]);
});

it('is told why a method is refused', async () => {
  const refused = await runProbe(member, { proxy: name, method: 'DELETE', path: '/anything' });
  expect([refused.status, refused.outcome, refused.verdict]).toEqual([
    403,
    'forbidden_policy',
    'down',
  ]);
  const { hops, broken } = await report();
  expect(broken).toBe('resourcePolicy');
  expect(hops.find((hop) => hop.name === broken)).toMatchObject({ fault: 'methodNotAllowed' });
});

it('goes live wider and narrower by an update, and is examined by what passes', async () => {
  await changedTo(['POST', 'DELETE']);
  expect(await statuses(['GET', 'POST', 'DELETE', 'PUT'])).toEqual([403, 200, 200, 403]);
  liftBudgets();
  await examinePath(member, { name });
  const { hops } = await report();
  expect(hops.filter(({ state }) => state === 'broken')).toEqual([]);
  const probe = await runProbe(member, { proxy: name, method: 'POST', path: '/anything' });
  expect([probe.verdict, probe.trialMethod]).toEqual(['healthy', 'POST']);
  // A GET without a key is refused for its method: that would prove nothing of the key.
  expect(probe.negatives.map(({ check }) => check)).not.toContain('without_key');
  await setProbeSchedule(
    member,
    probeScheduleSchema.parse({
      ...{ proxy: name, isOn: 'on', everyMinutes: '5', path: '/anything', dailyMax: '100' },
      ...{ slowMs: '', worseN: '2', worseM: '3', betterN: '2', betterM: '2' },
    }),
  );
  expect(await advanceProbeSchedule()).toBe(true);
  const [last] = await listProbeResults(name, 1);
  expect(last).toMatchObject({ requestedBy: 'schedule', method: 'POST', verdict: 'healthy' });
  await changedTo(null);
  expect(await statuses(['GET', 'POST', 'DELETE', 'PUT'])).toEqual([200, 200, 200, 200]);
});
