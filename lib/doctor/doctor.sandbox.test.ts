import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import {
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { checkDrift } from '../drift/mutations';
import { runProbe } from '../probes/mutations';
import { findProxyStack } from '../proxies/fleet';
import { launchProxy } from '../proxies/mutations';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import {
  actorOf,
  createWorld,
  eventually,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { getDoctorReport } from './data';

const member = actorOf('member', 'payments');
const launch = launchInput();
const { name } = launch.proxy;

let world: World;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 2 }));
  engine = await createEngine({ leaseMs: 300 });
  const { runId } = await launchProxy(member, launch);
  await eventually(async () => expect((await getRun(runId))?.state).toBe('succeeded'), 50_000);
}, 60_000);
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function examined() {
  world.forgetMemory();
  await eventually(() => checkDrift(member, { name }));
  return getDoctorReport(name);
}

it('finds a launched path whole before and after a probe', async () => {
  const before = await examined();
  expect(before?.hops.filter(({ state }) => state === 'broken')).toEqual([]);
  await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
  const after = await examined();
  expect(after?.hops.filter(({ state }) => state !== 'holds')).toEqual([]);
}, 30_000);

it('names the plan that lost the stage', async () => {
  const outputs = (await findProxyStack(name))?.facts.outputs ?? {};
  const patch = (op: 'add' | 'remove') =>
    new APIGatewayClient({ region }).send(
      new UpdateUsagePlanCommand({
        usagePlanId: outputs.UsagePlanId,
        patchOperations: [{ op, path: '/apiStages', value: `${outputs.RestApiId}:live` }],
      }),
    );
  await patch('remove');
  expect((await examined())?.broken).toBe('plan');
  await patch('add');
  expect((await examined())?.broken).toBeNull();
}, 30_000);

it('names the endpoint policy that lets nobody through', async () => {
  const ec2 = new EC2Client({ region });
  const [endpoint] = (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [];
  const VpcEndpointId = endpoint?.VpcEndpointId;
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
  });
  await ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument }));
  expect((await examined())?.broken).toBe('endpointPolicy');
}, 30_000);
