import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { fleetKey } from '../aws/fleet';
import { forget } from '../aws/remember';
import { findStack } from '../aws/stacks';
import { mainTarget } from '../aws/targets';
import { getNetwork } from '../networks/data';
import { deleteNetwork, launchNetwork } from '../networks/mutations';
import { getProxy, listProxies } from '../proxies/data';
import { deleteProxy, launchProxy } from '../proxies/mutations';
import type { LaunchProxyInput } from '../proxies/types';
import { actorOf, createWorld, eventually, launchInput, type World } from '../testing/world';
import { getRun, listRunEvents } from './data';
import { createEngine, type Engine } from './engine';
import type { Run } from './types';

const member = actorOf('member', 'payments');
const stranger = actorOf('member', 'search');

let world: World;
let engine: Engine;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 5 }));
});
afterAll(() => world.close());
beforeEach(async () => {
  engine = await createEngine();
});
afterEach(async () => {
  await engine.stop();
  // An account holds five VPCs.
  await world.control('POST', '/reset');
});

function finished(runId: string, msMax?: number): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run?.endedAt) throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  }, msMax);
}

async function launched(input: LaunchProxyInput) {
  const { runId } = await launchProxy(member, input);
  return finished(runId);
}

const networkName = (input: LaunchProxyInput) =>
  input.network.choice === 'existing' ? input.network.name : input.network.network.name;

function into(input: LaunchProxyInput): LaunchProxyInput {
  return launchInput({ network: { choice: 'existing', name: networkName(input) } });
}

async function stackOf(name: string) {
  return findStack(mainTarget(), name);
}

describe('launching', () => {
  it('makes the network first, then the proxy, and keeps every event once', async () => {
    const input = launchInput();
    const run = await launched(input);
    expect([run.state, run.failure]).toEqual(['succeeded', null]);
    expect(run.steps.map((step) => [step.subject.kind, step.state])).toEqual([
      ['network', 'succeeded'],
      ['proxy', 'succeeded'],
    ]);
    const events = await listRunEvents(run.id);
    expect(new Set(events.map(({ awsEventId }) => awsEventId)).size).toBe(events.length);
    expect(events[0]).toMatchObject({ stepIndex: 0, status: 'CREATE_IN_PROGRESS' });
    expect(events.at(-1)).toMatchObject({ stepIndex: 1, status: 'CREATE_COMPLETE' });

    const proxy = await getProxy(input.proxy.name);
    expect(proxy?.value).toMatchObject({ phase: 'ready', isLastInNetwork: true, team: 'payments' });
    const network = await getNetwork(networkName(input));
    expect(network?.value?.outputs.VpcId).toBe(proxy?.value?.spec?.network.vpcId);
    expect(network?.value?.proxies).toEqual([input.proxy.name]);
  });

  it('writes one audit row, with the token that the stack’s events carry, and one for its end', async () => {
    const input = launchInput();
    const run = await launched(input);
    const { rows } = await listAudit({ object: input.proxy.name, limit: 10 });
    expect(rows).toHaveLength(2);
    const [end, launch] = rows;
    expect(launch).toMatchObject({
      action: 'proxy.launch',
      actor: member.email,
      team: 'payments',
      awsOperation: 'cloudformation:CreateStack',
    });
    expect(launch?.clientToken).toBe(run.steps[1]?.clientToken);
    expect(end).toMatchObject({
      action: 'run.end',
      actor: 'system',
      of: launch?.seq,
      detail: { runId: run.id, outcome: 'succeeded' },
    });
  });

  it('answers a repeated submit with the first run, also after it ended', async () => {
    const input = launchInput();
    const [one, two] = await Promise.all([launchProxy(member, input), launchProxy(member, input)]);
    expect(two.runId).toBe(one.runId);
    expect([one.isRepeated, two.isRepeated].sort()).toEqual([false, true]);
    await finished(one.runId);
    expect(await launchProxy(member, input)).toEqual({ runId: one.runId, isRepeated: true });
  });

  it('refuses another request under a used key, and a second run on one name', async () => {
    const input = launchInput();
    await launchProxy(member, input);
    const other = { ...input, proxy: { ...input.proxy, description: 'other' } };
    await expect(launchProxy(member, other)).rejects.toMatchObject({ code: 'conflict' });
    const second = { ...other, idempotencyKey: 'another-key-0123' };
    await expect(launchProxy(member, second)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('refuses a name that a stack has', async () => {
    const input = launchInput();
    await launched(input);
    const again = { ...into(input), proxy: input.proxy };
    await expect(launchProxy(member, again)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('puts a second proxy into a network that stands', async () => {
    const first = launchInput();
    await launched(first);
    const second = into(first);
    const run = await launched(second);
    expect(run.steps).toHaveLength(1);
    const proxy = await getProxy(second.proxy.name);
    expect(proxy?.value).toMatchObject({ phase: 'ready', isLastInNetwork: false });
  });

  it('is shown before its stack exists', async () => {
    const input = launchInput();
    await world.control('POST', '/hold', { stack: `sluice-network-${networkName(input)}` });
    const { runId } = await launchProxy(member, input);
    const known = await listProxies();
    const shown = known.value?.find(({ name }) => name === input.proxy.name);
    expect(shown).toMatchObject({ phase: 'launching', activeRunId: runId });
    await world.control('POST', '/release', { stack: `sluice-network-${networkName(input)}` });
    await finished(runId);
  });

  it('is refused for another team, and for auditors', async () => {
    await expect(launchProxy(stranger, launchInput())).rejects.toMatchObject({ code: 'denied' });
    const auditor = actorOf('auditor');
    await expect(launchProxy(auditor, launchInput())).rejects.toMatchObject({ code: 'denied' });
  });
});

describe('failing', () => {
  it('names the first cause, skips the rest, and what remains can be deleted', async () => {
    const input = launchInput();
    const stack = `sluice-network-${networkName(input)}`;
    const message =
      'private-dns-enabled cannot be set because there is already a conflicting DNS domain';
    await world.fault({
      service: 'ec2',
      operation: 'CreateVpcEndpoint',
      kind: 'error500',
      stack,
      code: 'InvalidParameter',
      message,
      status: 400,
    });
    const run = await launched(input);
    expect(run.state).toBe('failed');
    expect(run.failure).toMatchObject({ stackName: stack, resourceType: 'AWS::EC2::VPCEndpoint' });
    expect(run.failure?.reason).toContain(message);
    expect(run.steps.map(({ state }) => state)).toEqual(['failed', 'skipped']);
    expect(await stackOf(stack)).toMatchObject({ status: 'ROLLBACK_COMPLETE' });

    const shown = await getProxy(input.proxy.name);
    expect(shown?.value).toMatchObject({ phase: 'failed', lastRunId: run.id });
    const deletion = await deleteProxy(member, {
      name: input.proxy.name,
      withNetwork: true,
      idempotencyKey: 'delete-failed-0123',
    });
    expect(await finished(deletion.runId)).toMatchObject({ state: 'succeeded', failure: null });
    expect(await stackOf(stack)).toBeNull();
    expect(await getProxy(input.proxy.name)).toBeNull();
  });

  it('says so when AWS refuses the stack itself', async () => {
    const input = launchInput();
    await world.fault({ service: 'cloudformation', operation: 'CreateStack', kind: 'denied' });
    const run = await launched(input);
    expect(run.state).toBe('failed');
    expect(run.failure?.reason).toContain('not authorized');
  });
});

describe('deleting', () => {
  it('takes the proxy first, then its network, and leaves nothing', async () => {
    const input = launchInput();
    await launched(input);
    const { runId } = await deleteProxy(member, {
      name: input.proxy.name,
      withNetwork: true,
      idempotencyKey: `delete-${input.idempotencyKey}`,
    });
    const run = await finished(runId);
    expect(run.steps.map(({ subject, state }) => [subject.kind, state])).toEqual([
      ['proxy', 'succeeded'],
      ['network', 'succeeded'],
    ]);
    expect(await stackOf(`sluice-proxy-${input.proxy.name}`)).toBeNull();
    expect(await stackOf(`sluice-network-${networkName(input)}`)).toBeNull();
    expect(await getProxy(input.proxy.name)).toBeNull();
  });

  it('refuses a network with proxies, by their names', async () => {
    const first = launchInput();
    await launched(first);
    const second = into(first);
    await launched(second);
    const withNetwork = {
      name: first.proxy.name,
      withNetwork: true,
      idempotencyKey: 'keep-network-1',
    };
    await expect(deleteProxy(member, withNetwork)).rejects.toMatchObject({
      code: 'conflict',
      detail: second.proxy.name,
    });
    const whole = { name: networkName(first), idempotencyKey: 'keep-network-2' };
    await expect(deleteNetwork(member, whole)).rejects.toMatchObject({
      code: 'conflict',
      detail: `${first.proxy.name}, ${second.proxy.name}`,
    });
  });

  it('succeeds on a stack that is gone already', async () => {
    const input = launchInput();
    await launched(input);
    await world.control('POST', '/hold', { stack: `sluice-proxy-${input.proxy.name}` });
    const one = {
      name: input.proxy.name,
      withNetwork: false,
      idempotencyKey: `gone-1-${input.idempotencyKey}`,
    };
    const first = await deleteProxy(member, one);
    await expect(
      deleteProxy(member, { ...one, idempotencyKey: 'gone-2-0123' }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    await world.control('POST', '/release', { stack: `sluice-proxy-${input.proxy.name}` });
    expect((await finished(first.runId)).state).toBe('succeeded');
    forget(mainTarget(), fleetKey);
    await expect(
      deleteProxy(member, { ...one, idempotencyKey: 'gone-3-0123' }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('finds for another team what it finds where nothing is', async () => {
    const input = launchInput();
    await launched(input);
    const request = { name: input.proxy.name, withNetwork: false, idempotencyKey: 'not-mine-0123' };
    await expect(deleteProxy(stranger, request)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteProxy(stranger, { ...request, name: 'nothing' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('networks', () => {
  it('are launched and deleted alone', async () => {
    const platform = actorOf('platform', 'platform');
    const { network } = launchInput().network as Extract<
      LaunchProxyInput['network'],
      { choice: 'create' }
    >;
    const { runId } = await launchNetwork(platform, { network, idempotencyKey: 'network-alone-1' });
    expect((await finished(runId)).state).toBe('succeeded');
    const name = network.name;
    const deletion = await deleteNetwork(platform, { name, idempotencyKey: 'network-alone-2' });
    expect((await finished(deletion.runId)).state).toBe('succeeded');
    expect(await getNetwork(name)).toBeNull();
  });
});
