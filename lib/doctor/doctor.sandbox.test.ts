import {
  DeleteApiKeyCommand,
  DeleteMethodCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  DeleteUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { DeleteVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { proxySpecInputs } from '@/templates/testing/arbitraries';
import { checkDrift, revertDrift } from '../drift/mutations';
import { AccessDenied } from '../identity/permissions';
import { runProbe } from '../probes/mutations';
import { launchProxy } from '../proxies/mutations';
import { atRest, liftBudgets } from '../testing/kills';
import { denial, otherVpc, type PathFault, pathFaults } from '../testing/path-faults';
import { createPathHands, type PathHands } from '../testing/path-hands';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { startUpstream, type UpstreamMood } from '../testing/upstream-server';
import { actorOf, eventually, launchInput } from '../testing/world';
import { collectOnce } from '../usage/collector';
import { getDoctorReport } from './data';
import { examinePath } from './mutations';
import { type FaultName, type HopName, hopNames } from './types';

const member = actorOf('member', 'payments');
const launch = launchInput();
const httpbin = 'https://httpbin.org';
launch.proxy.upstream = {
  url: httpbin,
  timeoutMs: 1_000,
  apiKeyHeader: 'x-upstream-api-key',
};
const { name } = launch.proxy;

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let standing: StandingWorld;
let hands: PathHands;

beforeAll(async () => {
  upstream = await startUpstream();
  const echoHosts = [`httpbin.org=${upstream.url}`];
  standing = await createStandingWorld(() => createSandbox({ paceMs: 2, echoHosts }), launch);
  hands = await createPathHands(standing.proxy.outputs);
}, 60_000);
afterAll(async () => {
  await standing.close();
  await upstream.stop();
  hands.close();
});

async function examined() {
  standing.world.forgetMemory();
  liftBudgets();
  await eventually(() => checkDrift(member, { name }));
  return getDoctorReport(name);
}

/** What the page's button does, and what the page then says. */
async function probed() {
  standing.world.forgetMemory();
  liftBudgets();
  await examinePath(member, { name });
  return getDoctorReport(name);
}

type Report = Awaited<ReturnType<typeof examined>>;
const firstOf = (report: Report) => {
  const hop = report?.hops.find(({ name }) => name === report.broken);
  return hop ? [hop.name, hop.fault] : null;
};
const notWhole = (report: Report) => report?.hops.filter(({ state }) => state !== 'holds');

it('finds a launched path whole before and after a probe', async () => {
  expect((await examined())?.broken).toBeNull();
  expect(notWhole(await probed())).toEqual([]);
}, 30_000);

it('is not run for another team', async () => {
  const stranger = actorOf('member', 'mobile');
  await expect(examinePath(stranger, { name })).rejects.toBeInstanceOf(AccessDenied);
});

it.each(pathFaults)(
  'names $hop for $what, and nothing once it is undone',
  async ({ hop, fault, inject, undo }) => {
    await inject(hands);
    const found = await examined();
    await undo(hands);
    expect(firstOf(found)).toEqual([hop, fault]);
    expect((await examined())?.broken).toBeNull();
  },
  30_000,
);

/** The same numbers every time (the Lehmer generator of Park and Miller). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

it('names the first of two, taken at random', async () => {
  const number = numbersFrom(20_261_126);
  const any = () => pathFaults[number(pathFaults.length)] as PathFault;
  const wrong: string[] = [];
  for (let pairs = 0; pairs < 30; ) {
    const [one, other] = [any(), any()];
    if (one.part === other.part) continue;
    pairs += 1;
    await one.inject(hands);
    await other.inject(hands);
    const found = await examined();
    await other.undo(hands);
    await one.undo(hands);
    const first = hopNames.find((hop) => hop === one.hop || hop === other.hop);
    if (found?.broken !== first) wrong.push(`${one.what}, and ${other.what}: ${found?.broken}`);
  }
  expect(wrong).toEqual([]);
  expect((await examined())?.broken).toBeNull();
}, 60_000);

it('raises no alarm over random proxies that were launched', async () => {
  const network = standing.proxy.spec?.network.name ?? '';
  const sampled = fc.sample(proxySpecInputs(), { numRuns: 2, seed: 20_261_126 });
  const launched = await Promise.all(
    sampled.map(async ({ network: _, owner: __, team: ___, ...random }, index) => {
      const proxy = { ...launch.proxy, ...random, name: `healthy-${index}`, accessLog: null };
      const { runId } = await launchProxy(actorOf('platform'), {
        proxy: { ...proxy, team: 'payments', upstream: { ...random.upstream, url: httpbin } },
        network: { choice: 'existing', name: network },
        idempotencyKey: `healthy-${index}-0123456789`,
      });
      await atRest(runId);
      return proxy.name;
    }),
  );
  standing.world.forgetMemory();
  for (const healthy of launched) {
    const report = await getDoctorReport(healthy);
    expect(report?.hops.filter(({ state }) => state !== 'holds').map((hop) => hop.name)).toEqual([
      'upstream',
    ]);
  }
}, 60_000);

describe('a probe', () => {
  it('is forgotten once the cause of what it met is mended, also outside of Sluice', async () => {
    await hands.setEndpoint({ PolicyDocument: denial });
    expect(firstOf(await probed())).toEqual(['endpointPolicy', 'endpointDenies']);
    await hands.setEndpoint({ PolicyDocument: hands.policies.endpoint });
    expect(await examined()).toMatchObject({ broken: null, probedAt: null, isOutdated: true });
  }, 30_000);

  it('has to be made again where the doctor was not there when it was made', async () => {
    await hands.setApi('/policy', otherVpc);
    await hands.deploy();
    await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
    await hands.setApi('/policy', hands.policies.api);
    const found = await examined();
    expect(found?.broken).toBeNull();
    expect(found?.hops.find((hop) => hop.name === 'stage')?.state).toBe('unknown');
  }, 30_000);

  it('tells the deployment that is older than its configuration', async () => {
    expect(firstOf(await probed())).toEqual(['stage', 'olderDeployment']);
  }, 30_000);

  it('is void after the revert that puts back the policy and the stack’s own deployment', async () => {
    await hands.setApi('/policy', otherVpc);
    expect(firstOf(await examined())).toEqual(['resourcePolicy', 'apiAllowsNot']);
    const { runId } = await revertDrift(member, { name, idempotencyKey: 'revert-0123456789' });
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(await examined()).toMatchObject({ broken: null, isOutdated: true });
    expect((await examined())?.hops.find((hop) => hop.name === 'stage')?.state).toBe('holds');
  }, 60_000);

  it.each<[UpstreamMood, FaultName]>([
    ['failing', 'upstreamFailing'],
    ['slow', 'upstreamSlow'],
    ['gone', 'upstreamUnreachable'],
  ])(
    'tells an upstream that is %s',
    async (mood, fault) => {
      await upstream.be(mood);
      const found = await probed();
      await upstream.be('well');
      expect(firstOf(found)).toEqual(['upstream', fault]);
    },
    30_000,
  );

  it('tells that its own quota is spent', async () => {
    await hands.setPlan('replace', '/quota/limit', '1');
    expect(firstOf(await probed())).toEqual(['quota', 'quotaSpent']);
    await hands.setPlan('replace', '/quota/limit', '20');
    expect((await examined())?.broken).toBeNull();
  }, 30_000);

  it('finds the path whole again once all is mended', async () => {
    expect(notWhole(await probed())).toEqual([]);
  }, 30_000);
});

it("names a consumer's quota that is spent, by what the collector knows", async () => {
  const { RestApiId: apiId, KeyAId: keyId } = standing.proxy.outputs;
  const to = Date.now();
  await standing.world.control('POST', '/traffic', {
    apiId,
    keyId,
    from: to - 1_000,
    to,
    requests: 25,
  });
  await collectOnce();
  expect(firstOf(await examined())).toEqual(['quota', 'keySpent']);
}, 30_000);

it('names each part that is gone, the nearest to the caller first', async () => {
  const { gateway, ec2, ids } = hands;
  const { restApiId, usagePlanId } = ids;
  const stage = `${restApiId}:live`;
  const gone: [HopName, FaultName, () => Promise<unknown>][] = [
    [
      'plan',
      'planGone',
      async () => {
        await hands.setPlan('remove', '/apiStages', stage);
        await gateway.send(new DeleteUsagePlanCommand({ usagePlanId }));
      },
    ],
    ['key', 'keyGone', () => gateway.send(new DeleteApiKeyCommand({ apiKey: ids.keyId }))],
    [
      'method',
      'noMethod',
      async () => {
        await hands.dropMethod();
        await gateway.send(new DeleteMethodCommand({ ...hands.method, resourceId: hands.rootId }));
      },
    ],
    [
      'stage',
      'stageGone',
      () => gateway.send(new DeleteStageCommand({ restApiId, stageName: 'live' })),
    ],
    ['api', 'apiGone', () => gateway.send(new DeleteRestApiCommand({ restApiId }))],
    [
      'endpoint',
      'endpointGone',
      () => ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [ids.endpointId] })),
    ],
  ];
  for (const [hop, fault, remove] of gone) {
    await remove();
    expect(firstOf(await examined())).toEqual([hop, fault]);
  }
}, 30_000);
