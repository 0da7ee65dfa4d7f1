import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
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
import { createAuthority } from '@/sandbox/tls';
import { proxySpecInputs } from '@/templates/testing/arbitraries';
import { db } from '../db/database';
import { guardrailVersions } from '../db/schema';
import { checkDrift, revertDrift } from '../drift/mutations';
import { revertNetworkDrift } from '../drift/network-mutations';
import { builtInGuardrails } from '../governance/built-in';
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
import { mendOf } from './mend';
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
/** Each mend is proved by a probe, which counts. */
const quotaLimit = 500;
launch.proxy.limits = { ...launch.proxy.limits, quota: { limit: quotaLimit, period: 'DAY' } };

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let untrusted: Awaited<ReturnType<typeof startUntrusted>>;
let standing: StandingWorld;
let hands: PathHands;

/** An upstream whose certificate is of an authority of its own. */
async function startUntrusted() {
  const identity = await (await createAuthority()).issue(['untrusted.example.com']);
  const server = createServer(identity, (_, response) => response.end('{}'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, stop: () => void server.close() };
}

beforeAll(async () => {
  upstream = await startUpstream();
  untrusted = await startUntrusted();
  const echoHosts = [
    `httpbin.org=${upstream.url}`,
    `untrusted.example.com=${untrusted.url}`,
    'closed.example.com=http://127.0.0.1:9',
  ];
  standing = await createStandingWorld(() => createSandbox({ paceMs: 2, echoHosts }), launch);
  hands = await createPathHands(standing.proxy.outputs);
}, 60_000);
afterAll(async () => {
  await standing.close();
  await upstream.stop();
  untrusted.stop();
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

const ofNetwork = pathFaults.filter(({ fault }) => mendOf(fault) === 'network');

it.each(ofNetwork)(
  'has $what put back in the network, and a probe proves it',
  async ({ what, hop, fault, inject, tidy }) => {
    await inject(hands);
    expect(firstOf(await examined())).toEqual([hop, fault]);
    const network = standing.proxy.spec?.network.name ?? '';
    const idempotencyKey = `mend-${what.replace(/\W/g, '-')}`;
    const { runId } = await revertNetworkDrift(member, { name: network, idempotencyKey });
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(notWhole(await probed())).toEqual([]);
    await tidy?.(hands);
  },
  60_000,
);

/** One of each: a probe waits for seconds for what must fail. */
const ofProxy = pathFaults.filter(
  ({ fault }, index) =>
    mendOf(fault) === 'revert' && pathFaults.findIndex((it) => it.fault === fault) === index,
);

it.each(ofProxy)(
  'has $what put back in the proxy, and a probe proves it',
  async ({ what, hop, fault, inject, tidy }) => {
    await inject(hands);
    expect(firstOf(await examined())).toEqual([hop, fault]);
    const idempotencyKey = `mend-${what.replace(/\W/g, '-')}`;
    const { runId } = await revertDrift(member, { name, idempotencyKey });
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(notWhole(await probed())).toEqual([]);
    await tidy?.(hands);
  },
  60_000,
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
  // Limits of the sample are of any size: what a team may have is not the doctor's.
  const document = { ...builtInGuardrails, defaults: [], tests: [] };
  const free = { document, madeBy: 'aiko@example.com', reason: 'any limits' };
  await (await db()).insert(guardrailVersions).values(free);
  const sampled = fc.sample(proxySpecInputs(), { numRuns: 2, seed: 20_261_126 });
  const launched = await Promise.all(
    sampled.map(async ({ network: _, owner: __, team: ___, ...random }, index) => {
      // A date of the sample is of any year, and one that is past is refused at a launch.
      const lifetime = { reviewOn: null, endsOn: null };
      const own = { name: `healthy-${index}`, accessLog: null, lifetime };
      const proxy = { ...launch.proxy, ...random, ...own };
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

  // What AWS answers is the same for a port and for a certificate, so the fault is (aws-facts B3).
  it.each<[string, FaultName]>([
    ['no-such-host.example.com', 'upstreamNotFound'],
    ['closed.example.com', 'upstreamUnreachable'],
    ['untrusted.example.com', 'upstreamUnreachable'],
  ])(
    'tells an upstream at %s',
    async (host, fault) => {
      const [own = ''] = host.split('.');
      const { runId } = await launchProxy(member, {
        proxy: {
          ...launch.proxy,
          name: own,
          upstream: { ...launch.proxy.upstream, url: `https://${host}` },
        },
        network: { choice: 'existing', name: standing.proxy.spec?.network.name ?? '' },
        idempotencyKey: `${own}-0123456789`,
      });
      expect((await atRest(runId)).state).toBe('succeeded');
      standing.world.forgetMemory();
      liftBudgets();
      await examinePath(member, { name: own });
      expect(firstOf(await getDoctorReport(own))).toEqual(['upstream', fault]);
    },
    30_000,
  );

  it('tells that its own quota is spent', async () => {
    await hands.setPlan('replace', '/quota/limit', '1');
    expect(firstOf(await probed())).toEqual(['quota', 'quotaSpent']);
    await hands.setPlan('replace', '/quota/limit', String(quotaLimit));
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
    requests: quotaLimit + 5,
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
