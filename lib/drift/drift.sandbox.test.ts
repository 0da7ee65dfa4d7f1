import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteUsagePlanKeyCommand,
  GetRestApiCommand,
  GetUsagePlanCommand,
  GetUsagePlansCommand,
  PutGatewayResponseCommand,
  PutMethodCommand,
  UpdateApiKeyCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { findProxyStack } from '../proxies/fleet';
import { launchProxy } from '../proxies/mutations';
import { getRun, listRunEvents } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { executeRun } from '../runs/mutations';
import type { Run } from '../runs/types';
import {
  actorOf,
  createWorld,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { collectActual } from './collector';
import { recallLiveReport } from './data';
import { adoptDrift, revertDrift } from './mutations';

const member = actorOf('member', 'payments');

let world: World;
let engine: Engine;
const gateway = () => new APIGatewayClient({ region });

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 2 }));
  engine = await createEngine({ leaseMs: 300, waitMs: hasty });
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});
afterEach(() => world.control('POST', '/reset'));

function atRest(runId: string): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt && run?.state !== 'planned') throw new Error(`the run is ${run?.state}`);
    return run;
  });
}

async function launched() {
  const input = launchInput();
  const run = await atRest((await launchProxy(member, input)).runId);
  expect(run.failure).toBeNull();
  const { name } = input.proxy;
  const { RestApiId = '', UsagePlanId = '', KeyAId = '' } = (await standing(name)).facts.outputs;
  return { name, restApiId: RestApiId, usagePlanId: UsagePlanId, keyId: KeyAId };
}

async function standing(name: string) {
  const proxy = await findProxyStack(name);
  if (!proxy) throw new Error(`no proxy ${name}`);
  return proxy;
}

/** One round of the collector, then what is known without asking. */
async function afterOneRound(name: string) {
  await collectActual({ freshMs: 0, msPerProxy: 0 });
  return recallLiveReport(await standing(name));
}

let keys = 0;
const key = () => `drift-${keys++}-0123456789`;

async function setQuota(usagePlanId: string, limit: string) {
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value: limit }];
  await gateway().send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
}

describe('what was changed by hand in AWS', () => {
  it('is nothing after a launch: AWS’s own rewriting of the policy is no drift', async () => {
    const { name, restApiId } = await launched();
    const { policy } = await gateway().send(new GetRestApiCommand({ restApiId }));
    expect(policy).toContain('arn:aws:execute-api');
    const report = await afterOneRound(name);
    expect(report).toMatchObject({ state: 'live', differences: [], problem: null });
    expect(report.checkedAt).toBeInstanceOf(Date);
  });

  it('is not known before the first round', async () => {
    const { name } = await launched();
    expect(await recallLiveReport(await standing(name))).toMatchObject({
      state: 'unknown',
      checkedAt: null,
    });
  });

  it('is found within one round, with the three values, and a revert puts it back', async () => {
    const proxy = await launched();
    await setQuota(proxy.usagePlanId, '7000');
    await gateway().send(
      new UpdateStageCommand({
        restApiId: proxy.restApiId,
        stageName: 'live',
        patchOperations: [{ op: 'replace', path: '/*/*/throttling/rateLimit', value: '500' }],
      }),
    );
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'execute-api:/*' }],
    });
    await gateway().send(
      new UpdateRestApiCommand({
        restApiId: proxy.restApiId,
        patchOperations: [{ op: 'replace', path: '/policy', value: policy }],
      }),
    );
    const report = await afterOneRound(proxy.name);
    expect(report.state).toBe('drifted');
    expect(report.differences).toMatchObject([
      { where: 'Api', property: 'Policy', kind: 'drift', isAdoptable: false },
      {
        where: 'Stage',
        property: 'MethodSettings.0.ThrottlingRateLimit',
        ours: '11',
        deployed: '11',
        actual: '500',
        isAdoptable: false,
      },
      {
        where: 'UsagePlan',
        property: 'Quota.Limit',
        ours: '20',
        deployed: '20',
        actual: '7000',
        isRevertible: true,
        isAdoptable: true,
      },
    ]);

    const run = await atRest(
      (await revertDrift(member, { name: proxy.name, idempotencyKey: key() })).runId,
    );
    expect([run.kind, run.state, run.failure]).toEqual(['revert', 'succeeded', null]);
    const plan = await gateway().send(new GetUsagePlanCommand({ usagePlanId: proxy.usagePlanId }));
    expect(plan.quota).toMatchObject({ limit: 20, period: 'DAY' });
    expect(await afterOneRound(proxy.name)).toMatchObject({ state: 'live', differences: [] });
    expect(await afterOneRound(proxy.name)).toMatchObject({ state: 'live', differences: [] });
    const touched = new Set((await listRunEvents(run.id)).map(({ logicalId }) => logicalId));
    expect(touched).toEqual(new Set([run.steps[0]?.stackName, 'Api', 'Stage', 'UsagePlan']));
  });

  it('is put back where something was taken away or added: a key, an answer, a deployment', async () => {
    const { name, restApiId, usagePlanId, keyId } = await launched();
    const aws = gateway();
    await aws.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
    await aws.send(
      new UpdateApiKeyCommand({
        apiKey: keyId,
        patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }],
      }),
    );
    await aws.send(
      new PutGatewayResponseCommand({ restApiId, responseType: 'THROTTLED', statusCode: '418' }),
    );
    await aws.send(new CreateDeploymentCommand({ restApiId, stageName: 'live' }));
    const report = await afterOneRound(name);
    expect(
      report.differences.map(({ where, property, actual }) => [where, property, actual]),
    ).toEqual([
      ['GatewayResponseThrottled', 'ResponseParameters', '{}'],
      ['GatewayResponseThrottled', 'ResponseTemplates', '{}'],
      ['GatewayResponseThrottled', 'StatusCode', '418'],
      ['KeyA', 'Enabled', 'false'],
      ['Stage', 'DeploymentId', expect.stringMatching(/^[a-z0-9]+$/)],
      ['UsagePlanKeyA', '', null],
    ]);
    const run = await atRest((await revertDrift(member, { name, idempotencyKey: key() })).runId);
    expect(run.failure).toBeNull();
    expect(await afterOneRound(name)).toMatchObject({ state: 'live' });
    const plans = await aws.send(new GetUsagePlansCommand({ keyId }));
    expect(plans.items?.map(({ id }) => id)).toEqual([usagePlanId]);
  });

  it('is said and not put back where CloudFormation knows nothing of it: a method of somebody’s own', async () => {
    const { name, restApiId } = await launched();
    const aws = gateway();
    const { rootResourceId: resourceId } = await aws.send(new GetRestApiCommand({ restApiId }));
    const open = { restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' };
    await aws.send(new PutMethodCommand(open));
    expect((await afterOneRound(name)).differences).toMatchObject([
      { where: 'Api', property: 'Methods', actual: '["GET /"]', isRevertible: false },
    ]);
    const revert = revertDrift(member, { name, idempotencyKey: key() });
    await expect(revert).rejects.toMatchObject({ code: 'conflict', detail: 'Api Methods' });
  });

  it('is adopted as an edit with a plan: CloudFormation then says what is', async () => {
    const { name, usagePlanId } = await launched();
    await setQuota(usagePlanId, '7000');
    const { runId } = await adoptDrift(member, { name, idempotencyKey: key() });
    const plan = await atRest(runId);
    expect(plan.state).toBe('planned');
    expect(plan.steps[0]?.plan?.changes).toMatchObject([
      { logicalId: 'UsagePlan', action: 'Modify' },
    ]);
    await executeRun(member, runId);
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(await afterOneRound(name)).toMatchObject({ state: 'live', differences: [] });
    expect(await afterOneRound(name)).toMatchObject({ state: 'live', differences: [] });
    expect((await standing(name)).spec?.limits.quota?.limit).toBe(7000);
  });

  it('is not called live when API Gateway cannot be asked', async () => {
    const { name, restApiId } = await launched();
    await world.fault({ service: 'apigateway', operation: 'GetStage', kind: 'denied' });
    const report = await afterOneRound(name);
    expect(report.state).toBe('unknown');
    expect(report.problem?.code).toBe('denied');
    expect(restApiId).not.toBe('');
  });

  it('costs one round of nine calls for each proxy, and none while it is young', async () => {
    const { name } = await launched();
    await world.takeCalls();
    await afterOneRound(name);
    const calls = await world.takeCalls();
    const asked = Object.entries(calls).filter(([operation]) =>
      operation.startsWith('apigateway.'),
    );
    const count = asked.reduce((sum, [, times]) => sum + times, 0);
    expect(count).toBe(9);
    await collectActual({ freshMs: 60_000, msPerProxy: 0 });
    const again = Object.keys(await world.takeCalls()).filter((it) => it.startsWith('apigateway.'));
    expect(again).toEqual([]);
  });
});
