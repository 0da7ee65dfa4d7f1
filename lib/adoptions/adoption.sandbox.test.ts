import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateResourceCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetRestApiCommand,
  GetUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { launchNetwork } from '../networks/mutations';
import { findProxyStack, requireFleet } from '../proxies/fleet';
import { deleteProxy } from '../proxies/mutations';
import { explain, failureFactsOf } from '../runs/causes/catalogue';
import { getRun, getRunForm, listRunEvents } from '../runs/data';
import { formNow } from '../runs/form-link';
import { discardRun, executeRun } from '../runs/mutations';
import { retryRun } from '../runs/retry';
import type { Run } from '../runs/types';
import { type ByHand, makeByHand } from '../testing/api-by-hand';
import { createCaller } from '../testing/caller';
import { atRest, Engines, liftBudgets } from '../testing/kills';
import {
  actorOf,
  createWorld,
  eventually,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { seedDemoUpstream } from '../upstreams/seed';
import { readAdoption } from './data';
import { planAdoption } from './mutations';
import type { PlanAdoptionInput } from './schema';

let world: World;
let gateway: APIGatewayClient;
let place: { name: string; vpcId: string; endpointId: string };
const engines = new Engines();
const platform = actorOf('platform');

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1, usageLagMs: 0, keySettleMs: 0 }));
  liftBudgets();
  gateway = new APIGatewayClient({ region });
  const { network, idempotencyKey } = launchInput();
  if (network.choice !== 'create') throw new Error('the input makes no network');
  await engines.settled(launchNetwork(platform, { network: network.network, idempotencyKey }));
  const [standing] = (await requireFleet()).networks;
  const { VpcId = '', EndpointId = '' } = standing?.facts.outputs ?? {};
  place = { name: network.network.name, vpcId: VpcId, endpointId: EndpointId };
});
afterAll(async () => {
  await engines.stop();
  gateway.destroy();
  await world.close();
});

const asked = (apiId: string, name: string): PlanAdoptionInput => ({
  apiId,
  name,
  team: 'payments',
  owner: 'dev@example.com',
  environment: 'dev',
  network: place.name,
  upstreamUrl: 'https://httpbin.org',
  keys: [],
  idempotencyKey: `adopt-${name}`,
});

const callerOf = ({ apiId, key, stage }: ByHand) =>
  createCaller(world, {
    endpointId: place.endpointId,
    invokeUrl: `https://${apiId}.execute-api.${region}.amazonaws.com/${stage}`,
    key,
  });

async function usedOf({ planId, keyId }: ByHand): Promise<number> {
  const day = new Date().toISOString().slice(0, 10);
  const { items } = await gateway.send(
    new GetUsageCommand({ usagePlanId: planId, keyId, startDate: day, endDate: day }),
  );
  return items?.[keyId]?.[0]?.[0] ?? 0;
}

/** What the run's page offers, by kind. */
async function nextStepsOf(run: Run) {
  const facts = failureFactsOf(run, await listRunEvents(run.id));
  return facts && explain(facts).nextSteps.map(({ kind }) => kind);
}

describe('an API that somebody made', () => {
  it('becomes a proxy under its URL, with its keys and their counters, and is deleted as one', async () => {
    const made = await makeByHand({ ...place, name: 'Old way out' });
    const call = await callerOf(made);
    expect(await call()).toBe(200);
    // What the published mapping hides.
    expect(await call('/status/418')).toBe(200);
    const offer = await readAdoption(made.apiId);
    expect(offer).toMatchObject({ refusals: [], networks: [place], keyIds: [made.keyId] });

    const runId = await engines.settled(planAdoption(platform, asked(made.apiId, 'old-way')));
    const run = await getRun(runId);
    expect(run).toMatchObject({ kind: 'import', state: 'planned', failure: null });
    expect(run?.steps.map(({ state }) => state)).toEqual(['succeeded', 'waiting']);
    const changes = run?.steps[1]?.plan?.changes ?? [];
    expect(changes.filter(({ replacement }) => replacement === 'True')).toEqual([]);
    expect(changes.map(({ logicalId }) => logicalId)).toContain('ProxyMethod');
    expect(await call()).toBe(200);
    const usedBefore = await usedOf(made);
    expect(usedBefore).toBe(3);

    await engines.settled(executeRun(platform, runId).then(() => ({ runId })));
    expect(await getRun(runId)).toMatchObject({ state: 'succeeded', failure: null });
    expect(await call()).toBe(200);
    expect(await call('/status/418')).toBe(418);
    expect(await usedOf(made)).toBe(usedBefore + 2);

    const proxy = await findProxyStack('old-way');
    expect(proxy?.facts).toMatchObject({ phase: 'ready', team: 'payments' });
    expect(proxy?.facts.outputs).toMatchObject({
      RestApiId: made.apiId,
      Stage: made.stage,
      UsagePlanId: made.planId,
      KeyAId: made.keyId,
    });
    expect(proxy?.spec?.limits).toEqual({
      quota: { limit: 1000, period: 'DAY' },
      rate: 50,
      burst: 50,
    });
    expect((await readAdoption(made.apiId))?.refusals.map(({ id }) => id)).toContain('managed');

    const gone = { name: 'old-way', withNetwork: false, idempotencyKey: 'gone-old-way' };
    await engines.settled(deleteProxy(platform, gone));
    await expect(gateway.send(new GetRestApiCommand({ restApiId: made.apiId }))).rejects.toThrow(
      'Invalid API identifier',
    );
  });

  it('is protected once it serves production as a proxy, and not before', async () => {
    const made = await makeByHand({ ...place, name: 'prod' });
    const asks = { ...asked(made.apiId, 'for-prod'), environment: 'prod' as const };
    // What serves production calls registered upstreams only.
    await seedDemoUpstream();
    const runId = await engines.settled(planAdoption(platform, asks));
    const planned = await getRun(runId);
    expect(planned?.steps.map(({ action, state }) => `${action} ${state}`)).toEqual([
      'import succeeded',
      'update waiting',
      'protect waiting',
    ]);
    const run = (id: string) => executeRun(platform, id).then(() => ({ runId: id }));
    await world.fault({
      service: 'apigateway',
      operation: 'PutMethod',
      kind: 'denied',
      stack: 'sluice-proxy-for-prod',
      count: 1,
    });
    await engines.settled(run(runId));
    expect(await getRun(runId)).toMatchObject({ state: 'failed' });
    expect((await findProxyStack('for-prod'))?.facts).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      isProtected: false,
    });
    const second = await engines.settled(retryRun(platform, runId));
    const once = await getRun(second);
    expect(once).toMatchObject({ kind: 'import', state: 'planned' });
    expect(once?.steps.map(({ action }) => action)).toEqual(['update', 'protect']);
    const off = await world.fault({
      service: 'cloudformation',
      operation: 'UpdateTerminationProtection',
      kind: 'denied',
    });
    await engines.settled(run(second));
    await off();
    expect(await getRun(second)).toMatchObject({ state: 'failed', failure: { code: 'denied' } });
    expect((await findProxyStack('for-prod'))?.facts).toMatchObject({
      phase: 'ready',
      isProtected: false,
    });
    const again = await engines.settled(retryRun(platform, second));
    expect(await getRun(again)).toMatchObject({ kind: 'protect', state: 'succeeded' });
    expect((await findProxyStack('for-prod'))?.facts.isProtected).toBe(true);
    const gone = { name: 'for-prod', withNetwork: false, idempotencyKey: 'gone-for-prod' };
    await expect(deleteProxy(platform, gone)).rejects.toMatchObject({
      code: 'conflict',
      detail: 'sluice-proxy-for-prod: TerminationProtection is on',
    });
  });

  it('stays as it was where the plan is dropped, and where the stack is deleted then', async () => {
    const made = await makeByHand({ ...place, name: 'kept' });
    const runId = await engines.settled(planAdoption(platform, asked(made.apiId, 'kept')));
    await engines.settled(discardRun(platform, runId).then(() => ({ runId })));
    const stack = await findStack(mainTarget(), 'sluice-proxy-kept');
    expect(stack?.status).toBe('IMPORT_COMPLETE');
    const gone = { name: 'kept', withNetwork: false, idempotencyKey: 'gone-kept' };
    await engines.settled(deleteProxy(platform, gone));
    expect(await findStack(mainTarget(), 'sluice-proxy-kept')).toBeNull();
    expect(await (await callerOf(made))()).toBe(200);
    // Its label names that stack still.
    expect((await readAdoption(made.apiId))?.refusals).toEqual([]);
  });

  it('is refused with every reason while something in it has no place in a proxy', async () => {
    const made = await makeByHand({ ...place, name: 'odd' });
    const { rootResourceId: parentId } = await gateway.send(
      new GetRestApiCommand({ restApiId: made.apiId }),
    );
    await gateway.send(
      new CreateResourceCommand({ restApiId: made.apiId, parentId, pathPart: 'orders' }),
    );
    expect((await readAdoption(made.apiId))?.refusals).toEqual([{ id: 'paths', of: '/orders' }]);
    await expect(planAdoption(platform, asked(made.apiId, 'odd'))).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('paths: /orders'),
    });
  });

  it('is adopted by the platform team alone', async () => {
    const member = actorOf('member', 'payments');
    await expect(planAdoption(member, asked('abc123', 'mine'))).rejects.toMatchObject({
      code: 'denied',
    });
  });

  it('is let go again where CloudFormation does not find all of it', async () => {
    const made = await makeByHand({ ...place, name: 'half' });
    const { runId } = await planAdoption(platform, asked(made.apiId, 'half'));
    await gateway.send(new DeleteApiKeyCommand({ apiKey: made.keyId }));
    await engines.start();
    const run = await atRest(runId);
    expect(run.state).toBe('failed');
    expect(run.failure).toMatchObject({ logicalId: 'KeyA' });
    await engines.stop();
    await eventually(async () => {
      if (await findStack(mainTarget(), 'sluice-proxy-half')) throw new Error('it is there still');
    });
    const api = await gateway.send(new GetRestApiCommand({ restApiId: made.apiId }));
    expect(api.name).toBe('half');
  });

  it('is tried again where another stack had it first, once that has let it go', async () => {
    const made = await makeByHand({ ...place, name: 'claimed' });
    const second = await planAdoption(platform, asked(made.apiId, 'second'));
    const stack = 'sluice-proxy-second';
    const off = await world.fault({
      service: 'cloudformation',
      operation: 'CreateChangeSet',
      kind: 'throttle',
      stack,
    });
    const first = await engines.settled(planAdoption(platform, asked(made.apiId, 'first')));
    await off();
    await engines.start();
    const failed = await atRest(second.runId);
    expect(failed).toMatchObject({ state: 'failed', kind: 'import' });
    expect(failed.failure?.reason).toContain('are already in a stack and cannot be imported');
    expect(await nextStepsOf(failed)).toEqual(['retry', 'again']);
    await expect(retryRun(platform, second.runId)).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('managed: sluice-proxy-first'),
    });
    await engines.stop();
    await engines.settled(discardRun(platform, first).then(() => ({ runId: first })));
    const gone = { name: 'first', withNetwork: false, idempotencyKey: 'gone-first' };
    await engines.settled(deleteProxy(platform, gone));

    await engines.start();
    const again = await retryRun(platform, second.runId);
    expect((await retryRun(platform, second.runId)).runId).toBe(again.runId);
    expect(await atRest(again.runId)).toMatchObject({ state: 'planned', failure: null });
    await executeRun(platform, again.runId);
    expect(await atRest(again.runId)).toMatchObject({ state: 'succeeded', failure: null });
    await engines.stop();
    expect((await findProxyStack('second'))?.facts.outputs.RestApiId).toBe(made.apiId);
  });

  it('is asked for again in the same words, over the stack that could not be cleared away', async () => {
    const made = await makeByHand({ ...place, name: 'twice' });
    const input = asked(made.apiId, 'twice');
    const { runId } = await planAdoption(platform, input);
    await gateway.send(new DeleteApiKeyCommand({ apiKey: made.keyId }));
    const off = await world.fault({
      service: 'cloudformation',
      operation: 'DeleteStack',
      kind: 'denied',
      stack: 'sluice-proxy-twice',
    });
    await engines.start();
    const failed = await atRest(runId);
    await off();
    expect(failed.state).toBe('failed');
    expect((await findStack(mainTarget(), 'sluice-proxy-twice'))?.status).toBe(
      'IMPORT_ROLLBACK_COMPLETE',
    );
    const steps = await nextStepsOf(failed);
    expect(steps).toEqual(expect.arrayContaining(['retry', 'again']));
    const form = await getRunForm(runId);
    const { apiId: api, idempotencyKey: _, ...fields } = input;
    expect(form && formNow(form, failed)).toMatchObject({
      page: 'adopt_api',
      values: { api, ...fields, keys: [`${made.keyId} Batch of Tuesday`] },
    });
    // No key opens it now.
    await expect(retryRun(platform, runId)).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('keyless'),
    });
    const { id: keyId = '' } = await gateway.send(
      new CreateApiKeyCommand({ name: 'Batch of Friday', enabled: true }),
    );
    await gateway.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: made.planId, keyId, keyType: 'API_KEY' }),
    );
    const again = await atRest((await retryRun(platform, runId)).runId);
    expect(again).toMatchObject({ state: 'planned', failure: null });
    expect(again.steps.map(({ action }) => action)).toEqual(['delete', 'import', 'update']);
    await executeRun(platform, again.id);
    expect(await atRest(again.id)).toMatchObject({ state: 'succeeded', failure: null });
    await engines.stop();
    expect((await findProxyStack('twice'))?.facts.outputs.KeyAId).toBe(keyId);
    const later = await getRunForm(again.id);
    expect(later && formNow(later, again)).toMatchObject({ page: 'edit_proxy', name: 'twice' });
  });

  it('leaves no stack behind where AWS refuses the import', async () => {
    const made = await makeByHand({ ...place, name: 'refused' });
    const off = await world.fault({
      service: 'cloudformation',
      operation: 'CreateChangeSet',
      kind: 'denied',
    });
    const { runId } = await planAdoption(platform, asked(made.apiId, 'refused'));
    await engines.start();
    expect(await atRest(runId)).toMatchObject({ state: 'failed' });
    await engines.stop();
    await off();
    expect(await findStack(mainTarget(), 'sluice-proxy-refused')).toBeNull();
  });
});
