import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  DeleteApiKeyCommand,
  DeleteMethodCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
} from '@aws-sdk/client-api-gateway';
import { DeleteVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { createAuthority } from '@/sandbox/tls';
import { checkDrift, revertDrift } from '../drift/mutations';
import { revertNetworkDrift } from '../drift/network-mutations';
import { listExtensions } from '../extensions/data';
import { advanceExtensions } from '../extensions/drive';
import { askExtension } from '../extensions/mutations';
import { createPerson } from '../identity/mutations';
import { AccessDenied } from '../identity/permissions';
import { runProbe } from '../probes/mutations';
import { findProxyStack } from '../proxies/fleet';
import { launchProxy } from '../proxies/mutations';
import { atRest, liftBudgets } from '../testing/kills';
import {
  adoptedFaults,
  beyondHands,
  denial,
  otherVpc,
  type PathFault,
  pathFaults,
} from '../testing/path-faults';
import { createPathHands, type PathHands } from '../testing/path-hands';
import { makeRandomProxies } from '../testing/random-proxies';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { takeDownVpc } from '../testing/take-down-vpc';
import { startUpstream, type UpstreamMood } from '../testing/upstream-server';
import { makeVpcByHand } from '../testing/vpc-by-hand';
import { actorOf, eventually, launchInput } from '../testing/world';
import { collectOnce } from '../usage/collector';
import { getDoctorReport } from './data';
import { type Mend, mendOf } from './mend';
import { examinePath } from './mutations';
import { type FaultName, faultNames, type HopName, hopNames } from './types';

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
});
afterAll(async () => {
  await standing.close();
  await upstream.stop();
  untrusted.stop();
  hands.close();
});

async function examined(of = name) {
  standing.world.forgetMemory();
  liftBudgets();
  await eventually(() => checkDrift(member, { name: of }));
  return getDoctorReport(of);
}

/** What the page's button does, and what the page then says. */
async function probed(of = name) {
  standing.world.forgetMemory();
  liftBudgets();
  await examinePath(member, { name: of });
  return getDoctorReport(of);
}

type Report = Awaited<ReturnType<typeof examined>>;
const shown = new Set<FaultName | null>();
const firstOf = (report: Report) => {
  const hop = report?.hops.find(({ name }) => name === report.broken);
  shown.add(hop?.fault ?? null);
  return hop ? [hop.name, hop.fault] : null;
};
const notWhole = (report: Report) => report?.hops.filter(({ state }) => state !== 'holds');

it('finds a launched path whole before and after a probe', async () => {
  expect((await examined())?.broken).toBeNull();
  expect(notWhole(await probed())).toEqual([]);
});

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

/** One of each fault, as many at once as go together: a probe waits for seconds for what must fail. */
function mendedBy(way: Mend): PathFault[][] {
  const batches: PathFault[][] = [];
  for (const [index, one] of pathFaults.entries()) {
    const isFirst = pathFaults.findIndex(({ fault }) => fault === one.fault) === index;
    if (!isFirst || mendOf(one.fault) !== way) continue;
    const batch = batches.find((others) => others.every(({ part }) => part !== one.part));
    if (batch) batch.push(one);
    else batches.push([one]);
  }
  return batches;
}

/** What the button of the first does, of all of them. */
async function putBack(batch: PathFault[], begin: () => Promise<{ runId: string }>) {
  for (const { inject } of batch) await inject(hands);
  const first = hopNames.find((hop) => batch.some((one) => one.hop === hop));
  expect((await examined())?.broken).toBe(first);
  expect((await atRest((await begin()).runId)).failure).toBeNull();
  expect(notWhole(await probed())).toEqual([]);
  for (const { tidy } of batch) await tidy?.(hands);
}

const named = (batches: PathFault[][]) =>
  batches.map((batch) => [batch.map(({ what }) => what).join(', '), batch] as const);
let mends = 0;
const idempotencyKey = () => `mend-${mends++}-0123456789`;

it.each(named(mendedBy('network')))(
  'has %s put back in the network, and a probe proves it',
  async (_, batch) => {
    const network = standing.proxy.spec?.network.name ?? '';
    const key = { name: network, idempotencyKey: idempotencyKey() };
    await putBack(batch, () => revertNetworkDrift(member, key));
  },
  60_000,
);

it.each(named(mendedBy('revert')))(
  'has %s put back in the proxy, and a probe proves it',
  async (_, batch) => {
    const key = { name, idempotencyKey: idempotencyKey() };
    await putBack(batch, () => revertDrift(member, key));
  },
  60_000,
);

/** What is made anew has another id, so that there is no other way back. */
const gone: [FaultName, (on: PathHands) => Promise<unknown>][] = [
  ['keyGone', ({ gateway, ids }) => gateway.send(new DeleteApiKeyCommand({ apiKey: ids.keyId }))],
  ['planGone', (on) => on.deletePlan()],
];

it.each(gone)(
  'has what is gone made again by the mend of %s, and a probe proves it',
  async (fault, remove) => {
    await remove(hands);
    expect(firstOf(await examined())?.[1]).toBe(fault);
    expect(mendOf(fault)).toBe('revert');
    const { runId } = await revertDrift(member, { name, idempotencyKey: `mend-${fault}` });
    expect((await atRest(runId)).failure).toBeNull();
    expect(notWhole(await probed())).toEqual([]);
    hands.close();
    hands = await createPathHands((await findProxyStack(name))?.facts.outputs ?? {});
  },
  60_000,
);

it.each(beyondHands.filter(({ attempt }) => attempt))('meets no $fault: $why', async (state) => {
  await expect(state.attempt?.(hands)).rejects.toMatchObject({
    name: expect.stringMatching(/^(InvalidParameter|BadRequestException)$/),
  });
});

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
});

/** `npm run bench -- doctor` does the same over two hundred. */
it('raises no alarm over random proxies that stand', async () => {
  const network = standing.proxy.spec?.network;
  if (!network) throw new Error('the network is not known');
  const names = await makeRandomProxies(20, network);
  standing.world.forgetMemory();
  liftBudgets();
  const alarms: unknown[] = [];
  for (const healthy of names) {
    const hops = (await getDoctorReport(healthy))?.hops ?? [];
    const doubts = hops.filter(({ state }) => state !== 'holds').map((hop) => hop.name);
    if (hops.length !== hopNames.length || doubts.join() !== 'upstream')
      alarms.push([healthy, hops]);
  }
  expect(alarms).toEqual([]);
});

describe('a probe', () => {
  it('is forgotten once the cause of what it met is mended, also outside of Sluice', async () => {
    await hands.setEndpoint({ PolicyDocument: denial });
    expect(firstOf(await probed())).toEqual(['endpointPolicy', 'endpointDenies']);
    await hands.setEndpoint({ PolicyDocument: hands.policies.endpoint });
    expect(await examined()).toMatchObject({ broken: null, probedAt: null, isOutdated: true });
  });

  it('has to be made again where the doctor was not there when it was made', async () => {
    await hands.setApi('/policy', otherVpc);
    await hands.deploy();
    await runProbe(member, { proxy: name, method: 'GET', path: '/get' });
    await hands.setApi('/policy', hands.policies.api);
    const found = await examined();
    expect(found?.broken).toBeNull();
    expect(found?.hops.find((hop) => hop.name === 'stage')?.state).toBe('unknown');
  });

  it('tells the deployment that is older than its configuration', async () => {
    expect(firstOf(await probed())).toEqual(['stage', 'olderDeployment']);
  });

  it('is void after the revert that puts back the policy and the stack’s own deployment', async () => {
    await hands.setApi('/policy', otherVpc);
    expect(firstOf(await examined())).toEqual(['resourcePolicy', 'apiAllowsNot']);
    const { runId } = await revertDrift(member, { name, idempotencyKey: 'revert-0123456789' });
    expect((await atRest(runId)).state).toBe('succeeded');
    expect(await examined()).toMatchObject({ broken: null, isOutdated: true });
    expect((await examined())?.hops.find((hop) => hop.name === 'stage')?.state).toBe('holds');
  });

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
  });

  it('tells that it came too soon after another', async () => {
    await hands.setPlan('replace', '/throttle/burstLimit', '1');
    await hands.setPlan('replace', '/throttle/rateLimit', '0.01');
    await probed();
    expect(firstOf(await probed())).toEqual(['throttle', 'throttled']);
    await hands.setPlan('replace', '/throttle/burstLimit', '5');
    await hands.setPlan('replace', '/throttle/rateLimit', '5');
  });

  it('finds the path whole again once all is mended', async () => {
    expect(notWhole(await probed())).toEqual([]);
  });
});

describe('through an adopted endpoint without private DNS', () => {
  const own = 'streams';
  let adopted: PathHands;
  beforeAll(async () => {
    const { ids, vpc } = await makeVpcByHand('10.7.0.0/16');
    const upstream = {
      url: `${httpbin}/anything`,
      mode: 'stream' as const,
      methods: ['GET' as const],
    };
    const { team, owner } = launch.proxy;
    const network = { kind: 'network' as const, name: 'adopted', team, owner, vpc };
    const { runId } = await launchProxy(actorOf('platform'), {
      proxy: { ...launch.proxy, name: own, upstream },
      network: { choice: 'create', network },
      idempotencyKey: `${own}-0123456789`,
    });
    expect((await atRest(runId)).state).toBe('succeeded');
    const { outputs } = (await findProxyStack(own))?.facts ?? { outputs: {} };
    adopted = await createPathHands(outputs, ids.endpointId);
  });
  afterAll(() => adopted.close());

  it('finds the path whole', async () => {
    expect(notWhole(await probed(own))).toEqual([]);
  });

  it.each(adoptedFaults)('names $hop for $what', async ({ hop, fault, inject, undo }) => {
    await inject(adopted);
    const found = await examined(own);
    await undo(adopted);
    expect(firstOf(found)).toEqual([hop, fault]);
  });

  it('has its streaming put back, and a probe proves it', async () => {
    await adoptedFaults.find(({ fault }) => fault === 'notStreamed')?.inject(adopted);
    expect((await examined(own))?.broken).toBe('integration');
    const { runId } = await revertDrift(member, { name: own, idempotencyKey: idempotencyKey() });
    expect((await atRest(runId)).failure).toBeNull();
    expect(notWhole(await probed(own))).toEqual([]);
  });

  it('names the method that the proxy does not allow, where a probe used it', async () => {
    await runProbe(member, { proxy: own, method: 'POST', path: '/' });
    expect(firstOf(await examined(own))).toEqual(['resourcePolicy', 'methodNotAllowed']);
  });
});

it("names a consumer's quota that is spent, until it is extended and a probe proves it", async () => {
  const { RestApiId: apiId, KeyAId: keyId = '' } = standing.proxy.outputs;
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
  const { email, role, teams } = member;
  // Who asked is looked at again when it is given.
  await createPerson({ name: 'Ben', email, role, teams, password: 'correct horse battery' });
  const why = { reason: 'the batch of the month', idempotencyKey: 'extend-0123456789' };
  await askExtension(member, { proxy: name, keyId, amount: 10, ...why });
  await eventually(async () => {
    await advanceExtensions({ againMs: 50 });
    const [extension] = await listExtensions(name);
    if (!extension?.grantedAt) throw new Error(`it is ${extension?.state}`);
  });
  expect(notWhole(await probed())).toEqual([]);
  await collectOnce();
  expect((await examined())?.broken).toBeNull();
});

it('names each part that is gone, the nearest to the caller first', async () => {
  const { gateway, ec2, ids } = hands;
  const { restApiId } = ids;
  const probeFunction = standing.proxy.network?.probeFunctionName ?? '';
  const gone: [HopName, FaultName, () => Promise<unknown>][] = [
    ['plan', 'planGone', () => hands.deletePlan()],
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
    ['route', 'vpcGone', () => takeDownVpc(ec2, ids.vpcId, probeFunction)],
  ];
  for (const [hop, fault, remove] of gone) {
    await remove();
    expect(firstOf(await examined())).toEqual([hop, fault]);
  }
});

it('has been shown every fault there is, but for those that no hand can bring about', () => {
  const beyond = beyondHands.map(({ fault }) => fault);
  const unseen = Object.values(faultNames)
    .flat()
    .filter((fault) => !shown.has(fault));
  expect(unseen.sort()).toEqual(beyond.sort());
});
