import {
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import type { ProxySpec } from '@/templates/proxy/spec';
import { getAccount } from '../aws/identity';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { listKeys } from '../keys/data';
import { revealKey } from '../keys/mutations';
import { getNetworkChoices } from '../networks/data';
import { runProbe } from '../probes/mutations';
import { getRun, listRunEvents } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import { discardRun, executeRun } from '../runs/mutations';
import { createPreparedWorld } from '../testing/prepared';
import {
  actorOf,
  confirmed,
  eventually,
  hasty,
  launchInput,
  region,
  type World,
} from '../testing/world';
import { collectOnce } from '../usage/collector';
import { getUsage } from '../usage/data';
import { getProxy, listProxies } from './data';
import { deleteProxy, launchProxy, planProxyChange } from './mutations';
import type { LaunchProxyInput, ProxyDetail } from './types';

const member = actorOf('member', 'payments');

let world: World;
let engine: Engine;

beforeAll(async () => {
  const start = () => createSandbox({ evaluateIam: true });
  ({ world } = await createPreparedWorld(start));
  engine = await createEngine({ waitMs: hasty });
});
afterAll(async () => {
  await engine.stop();
  await world.close();
});

async function finished(runId: string, state = 'succeeded'): Promise<string> {
  await eventually(async () => {
    const run = await getRun(runId);
    if (run?.state === 'queued' || run?.state === 'running') throw new Error(run.state);
  });
  const run = await getRun(runId);
  expect([run?.state, run?.failure]).toEqual([state, null]);
  return runId;
}

async function launched(change: Partial<LaunchProxyInput> = {}): Promise<string> {
  const input = launchInput(change);
  const runId = await finished((await launchProxy(member, input)).runId);
  expect((await listRunEvents(runId)).length).toBeGreaterThan(10);
  return input.proxy.name;
}

let edits = 0;

async function planned(name: string, change: Partial<ProxySpec>): Promise<string> {
  const { spec } = await proxy(name);
  if (!spec) throw new Error(`${name} has no spec`);
  const { network: _, ...asked } = { ...spec, ...change };
  const request = { proxy: asked, idempotencyKey: `edit-${name}-${edits++}` };
  return finished((await planProxyChange(member, request)).runId, 'planned');
}

async function edited(name: string, change: Partial<ProxySpec>): Promise<void> {
  const runId = await planned(name, change);
  await executeRun(member, runId);
  await finished(runId);
}

async function deleted(name: string, withNetwork: boolean): Promise<void> {
  const idempotencyKey = `delete-${name}`;
  await finished((await deleteProxy(member, { name, withNetwork, idempotencyKey })).runId);
  expect(await findStack(mainTarget(), `sluice-proxy-${name}`)).toBeNull();
}

async function proxy(name: string): Promise<ProxyDetail> {
  const known = await getProxy(name);
  if (!known?.value) throw new Error(`${name} is not known`);
  expect(known.problem).toBeNull();
  return known.value;
}

/** A VPC as an account has it before Sluice, made by its administrator. */
async function ownVpc(): Promise<{ id: string; subnetIds: string[]; endpointId: null }> {
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  const ec2 = new EC2Client({ endpoint: world.url, region, credentials });
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  for (const change of [
    { EnableDnsSupport: { Value: true } },
    { EnableDnsHostnames: { Value: true } },
  ]) {
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, ...change }));
  }
  const subnetIds: string[] = [];
  for (const [index, zone] of ['a', 'c'].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId,
        CidrBlock: `10.9.${index}.0/24`,
        AvailabilityZone: `${region}${zone}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  return { id: VpcId, subnetIds, endpointId: null };
}

describe('with the bootstrap stack’s roles and nothing else', () => {
  it('a network and a proxy are launched, read, probed, revealed and deleted', async () => {
    const name = await launched();
    await collectOnce();
    const detail = await proxy(name);
    expect(detail.template).toContain('AWS::ApiGateway::RestApi');
    expect(detail.quota).toMatchObject({ value: { limit: 20, left: 20 }, problem: null });
    expect((await listProxies()).problem).toBeNull();
    expect(await getUsage(detail)).toMatchObject({ problem: null, value: { rate: 5 } });
    expect(await getAccount()).toMatchObject({ value: { accountId: '123456789012' } });
    const keys = await listKeys(detail);
    expect(keys.value?.map(({ slot, isEnabled }) => [slot, isEnabled])).toEqual([
      ['A', true],
      ['probe', true],
    ]);
    const { value } = await revealKey(member, { proxy: name, slot: 'A' }, confirmed(member));
    expect(value.length).toBeGreaterThanOrEqual(20);
    const probe = await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
    expect(probe).toMatchObject({ outcome: 'ok', verdict: 'healthy' });

    // The second way: a network that stands.
    const choice = detail.network && { choice: 'existing' as const, name: detail.network.name };
    if (!choice) throw new Error(`${name} has no network`);
    const neighbour = await launched({ network: choice });
    await deleted(neighbour, false);
    await deleted(name, true);
  });

  it('a proxy is changed in every way that its form offers, and a plan is dropped', async () => {
    const name = await launched();
    const { spec } = await proxy(name);
    if (!spec) throw new Error(`${name} has no spec`);
    await edited(name, { limits: { quota: { limit: 500, period: 'WEEK' }, rate: 9, burst: 20 } });
    await edited(name, { limits: { quota: null, rate: 9, burst: 20 } });
    const timeoutMs = 900_000;
    await edited(name, {
      upstream: {
        url: 'https://httpbin.org/anything',
        mode: 'stream',
        timeoutMs,
        apiKeyHeader: 'x-upstream-api-key',
        methods: ['GET', 'POST'],
      },
      access: 'endpoint',
    });
    await edited(name, { upstream: spec.upstream, access: 'vpc' });
    await edited(name, { owner: 'eve@example.com', environment: 'staging' });
    const dropped = await planned(name, { description: 'Not yet', limits: spec.limits });
    await discardRun(member, dropped);
    await finished(dropped, 'discarded');
    await deleted(name, true);
  });

  it('a network is made in a VPC that was there, as the choices offer it', async () => {
    const vpc = await ownVpc();
    const choices = await getNetworkChoices();
    expect(choices.problem).toBeNull();
    expect(choices.value?.vpcs.map(({ vpcId }) => vpcId)).toContain(vpc.id);
    const given = launchInput();
    if (given.network.choice !== 'create') throw new Error('the default is to create');
    const network = { ...given.network.network, vpc };
    const name = await launched({ network: { choice: 'create', network } });
    await deleted(name, true);
  });
});
