import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { requireFleet } from '../proxies/fleet';
import { launchProxy, planProxyChange } from '../proxies/mutations';
import { consequencesOf } from '../runs/consequences';
import { cancelRun, discardRun, executeRun } from '../runs/mutations';
import { retryRun } from '../runs/retry';
import { atRest, liftBudgets } from '../testing/kills';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, eventually, launchInput, region } from '../testing/world';
import { launchNetwork, planNetworkChange } from './mutations';

const member = actorOf('member', 'payments');
const input = launchInput();
if (input.network.choice !== 'create') throw new Error('the input makes no network');
const asked = input.network.network;
const { name } = asked;

let standing: StandingWorld;
let ec2: EC2Client;

beforeAll(async () => {
  standing = await createStandingWorld(() => createSandbox({ paceMs: 2 }), input);
  ec2 = new EC2Client({ region });
  liftBudgets();
});
afterAll(async () => {
  ec2.destroy();
  await standing.close();
});

let count = 0;
async function planned(change: object) {
  count += 1;
  const idempotencyKey = `change-${count}-0123456789`;
  const { runId } = await planNetworkChange(member, {
    network: { ...asked, ...change },
    idempotencyKey,
  });
  const run = await atRest(runId);
  const changes = run.steps[0]?.plan?.changes ?? [];
  return {
    run,
    runId,
    felt: consequencesOf(changes, 'network').map(({ kind }) => kind),
    changed: changes.map(({ logicalId, action }) => `${action} ${logicalId}`),
    replaced: changes.filter(({ replacement }) => replacement === 'True'),
  };
}

async function executed(runId: string) {
  await executeRun(member, runId);
  const run = await atRest(runId);
  expect(run).toMatchObject({ state: 'succeeded', failure: null });
  return found();
}

const found = async () => (await requireFleet()).networks.find(({ facts }) => facts.name === name);

const endpoints = async () =>
  (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [];

describe('an edit of a network', () => {
  it('that says nothing new leaves nothing to decide', async () => {
    expect((await planned({})).run).toMatchObject({ state: 'discarded', decidedBy: null });
  });

  it('of its description alone is a change that touches nothing', async () => {
    const { run, runId, felt, changed } = await planned({ description: '経路' });
    expect(run.state).toBe('planned');
    expect(changed).toEqual(['Modify ClientSecurityGroup']);
    expect(felt).toEqual(['endpointStays', 'wordsOnly']);
    expect((await executed(runId))?.spec?.description).toBe('経路');
  });

  it('of its owner, environment and tags changes tags only', async () => {
    const change = { owner: 'eve@example.com', environment: 'staging', tags: { cost: '42' } };
    const { runId, felt, replaced } = await planned({ description: '経路', ...change });
    expect(felt).toEqual(['endpointStays', 'wordsOnly']);
    expect(replaced).toEqual([]);
    expect((await executed(runId))?.spec).toMatchObject(change);
    const { tags: _, ...rest } = change;
    await executed((await planned({ ...rest, probe: false })).runId);
    // A form has no tags.
    expect((await found())?.spec?.tags).toEqual(change.tags);
  });

  it('takes the probe away and puts it back', async () => {
    expect((await found())?.facts.outputs.ProbeFunctionName).toBeUndefined();
    const { runId, felt, changed } = await planned({ probe: true });
    expect(felt).toContain('probeComes');
    expect(changed).toContain('Add ProbeFunction');
    expect((await executed(runId))?.facts.outputs.ProbeFunctionName).toBe(`sluice-${name}-probe`);
    const off = await planned({ probe: false });
    expect(off.felt).toContain('probeGoes');
    await discardRun(member, off.runId);
    expect((await atRest(off.runId)).decidedBy).toBe(member.email);
  });

  it('adds a zone to the endpoint in place; what stands keeps its place, whatever the order', async () => {
    const azs = ['d', 'c', 'a'].map((zone) => `${region}${zone}`);
    const { run, runId, felt, changed, replaced } = await planned({
      vpc: { cidr: '10.0.0.0/16', azs },
    });
    expect(run.state).toBe('planned');
    expect(replaced).toEqual([]);
    expect(changed).toEqual(expect.arrayContaining(['Add Subnet3', 'Modify Endpoint']));
    expect(changed).not.toContain('Modify Subnet1');
    expect(felt).toEqual(expect.arrayContaining(['zonesCome', 'endpointStays']));
    await discardRun(member, runId);
    await atRest(runId);
  });

  it('leaves its VPC, its block, its zones and its endpoint as they are', async () => {
    const [before] = await endpoints();
    const { runId } = await planned({
      vpc: { cidr: '10.99.0.0/16', azs: [`${region}a`] },
      owner: 'ben@example.com',
    });
    const network = await executed(runId);
    expect(network?.spec).toMatchObject({ vpc: asked.vpc, owner: 'ben@example.com' });
    expect((await endpoints())[0]?.VpcEndpointId).toBe(before?.VpcEndpointId);
  });

  it('is refused where a zone would move the subnets that stand', async () => {
    const tight = { ...asked, name: 'tight', vpc: { cidr: '10.9.0.0/26', azs: twoZones } };
    const { runId } = await launchNetwork(member, {
      network: tight,
      idempotencyKey: 'tight-0123456789',
    });
    expect((await atRest(runId)).state).toBe('succeeded');
    const wider = { ...tight, vpc: { ...tight.vpc, azs: [...twoZones, `${region}d`] } };
    await expect(
      planNetworkChange(member, { network: wider, idempotencyKey: 'wider-0123456789' }),
    ).rejects.toMatchObject({ code: 'conflict', detail: 'vpc.azs' });
  });

  it('is its team’s and is written down', async () => {
    const stranger = actorOf('member', 'mobile');
    const change = { network: asked, idempotencyKey: 'stranger-0123456789' };
    await expect(planNetworkChange(stranger, change)).rejects.toMatchObject({ code: 'not_found' });
    const { runId } = await planned({ owner: 'chie@example.com' });
    await expect(executeRun(stranger, runId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(discardRun(stranger, runId)).rejects.toMatchObject({ code: 'not_found' });
    await discardRun(member, runId);
    const { rows } = await listAudit({ object: name, limit: 50 });
    const actions = rows.map(({ action }) => action);
    for (const action of ['network.plan', 'run.execute', 'run.discard'])
      expect(actions).toContain(action);
  });
});

const twoZones = [`${region}a`, `${region}c`];

describe('while a network changes', () => {
  it('no proxy is launched in it, and it is not changed while one is; those that stand are', async () => {
    const { world } = standing;
    const stack = `sluice-network-${name}`;
    const another = (key: string) => ({
      ...input,
      proxy: { ...input.proxy, name: key },
      network: { choice: 'existing' as const, name },
      idempotencyKey: `${key}-0123456789`,
    });
    const { runId } = await planned({ owner: 'dana@example.com' });
    await world.control('POST', '/hold', { stack });
    await executeRun(member, runId);
    await expect(launchProxy(member, another('meanwhile'))).rejects.toMatchObject({
      code: 'conflict',
    });
    const limits = { ...input.proxy.limits, rate: 6 };
    const changing = await planProxyChange(member, {
      proxy: { ...input.proxy, limits },
      idempotencyKey: 'the-proxy-0123456789',
    });
    expect((await atRest(changing.runId)).state).toBe('planned');
    await executeRun(member, changing.runId);
    expect((await atRest(changing.runId)).state).toBe('succeeded');
    await world.control('POST', '/release', { stack });
    expect((await atRest(runId)).state).toBe('succeeded');

    const launching = 'sluice-proxy-another';
    await world.control('POST', '/hold', { stack: launching });
    const launch = await launchProxy(member, another('another'));
    await expect(
      planNetworkChange(member, { network: asked, idempotencyKey: 'held-0123456789' }),
    ).rejects.toMatchObject({ code: 'conflict', detail: `${name}: ${launch.runId}` });
    await world.control('POST', '/release', { stack: launching });
    expect((await atRest(launch.runId)).state).toBe('succeeded');
  });

  it('it can be taken back, and asked for once more', async () => {
    const { world } = standing;
    const stack = `sluice-network-${name}`;
    const { runId } = await planned({ owner: 'emil@example.com' });
    await world.control('POST', '/hold', { stack });
    await executeRun(member, runId);
    await eventually(() => cancelRun(member, runId));
    await eventually(async () =>
      expect((await found())?.stack?.status).toBe('UPDATE_ROLLBACK_IN_PROGRESS'),
    );
    await world.control('POST', '/release', { stack });
    expect((await atRest(runId)).state).toBe('failed');
    const again = await retryRun(member, runId);
    expect(await atRest(again.runId)).toMatchObject({ kind: 'update', state: 'planned' });
    expect((await executed(again.runId))?.spec?.owner).toBe('emil@example.com');
  });
});
