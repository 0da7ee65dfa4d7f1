import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteMethodCommand,
  GetResourcesCommand,
  GetStageCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callThrough } from '@/sandbox/dataplane/fixture-caller';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { operations } from '../api/operations';
import { listMyUsageOver } from '../api/usage';
import { myUsageList } from '../api/usage-schemas';
import { mainTarget } from '../aws/targets';
import { readApiKeyValue } from '../aws/usage-plans';
import { db } from '../db/database';
import { leaveDuty, takeDuty } from '../db/duty';
import { usageLines, usageSources } from '../db/schema';
import { defineRoute } from '../define-route';
import { actorFor } from '../identity/gate';
import { createToken } from '../identity/mutations';
import { seedDemoPeople } from '../identity/seed';
import { getProxy, listProxies } from '../proxies/data';
import type { ProxyDetail } from '../proxies/types';
import { listenerOf } from '../testing/caller';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { actorOf, eventually, launchInput, region, type World } from '../testing/world';
import { getTraffic } from './breakdown';
import { utcDay } from './calendar';
import { collectOnce, startUsageCollector } from './collector';
import { getUsage } from './data';
import { exportFleetUsage, exportProxyUsage } from './export';
import { getFleetUsage } from './fleet-data';
import { parseFleetUsageView } from './fleet-view';
import { getDayHistory } from './history-data';
import { parseHistoryView } from './history-view';
import { listMyUsage } from './my-usage';
import { isCounted, type Outcome } from './outcomes';
import { readDays, readHours, readMetrics, readRequests } from './traffic';

// Before anything reads the environment: the demo's people are those who ask.
vi.hoisted(() => {
  process.env.SLUICE_DEMO = '1';
});

const input = launchInput();
input.proxy.upstream = { url: 'https://httpbin.org', timeoutMs: 1_000, methods: ['GET'] };
const quotaLimit = 100;
// A key's owner who is in another team, and nobody's admin.
input.proxy.keys = { ...input.proxy.keys, a: { consumer: 'checkout', owner: 'chie@example.com' } };
input.proxy.limits = { quota: { limit: quotaLimit, period: 'DAY' }, rate: 2, burst: 5 };

let sandbox: Sandbox;
let world: World;
let standing: StandingWorld;
let proxy: ProxyDetail;
let key: string;

beforeAll(async () => {
  sandbox = await createSandbox({ paceMs: 0, usageLagMs: 40 * 60_000 });
  standing = await createStandingWorld(async () => sandbox, input);
  ({ world, proxy } = standing);
  key = await readApiKeyValue(mainTarget(), proxy.outputs.KeyAId ?? '');
});
afterAll(() => standing.close());

const now = () => new Date();
const today = () => utcDay(now());
const apiId = () => proxy.outputs.RestApiId ?? '';
const sent: Partial<Record<Outcome, number>> = {};

/** Calls the proxy through its VPC's endpoint, as its callers do. */
async function send(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<number> {
  const url = await listenerOf(world, proxy.spec?.network.endpointId ?? '');
  const host = `${apiId()}.execute-api.${region}.amazonaws.com`;
  const options = { method, path: `/${proxy.spec?.stage}${path}`, headers: { ...headers, host } };
  return (await callThrough(sandbox, url, options)).status;
}

const withKey = () => ({ 'x-api-key': key });
const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));
const note = (outcome: Outcome, count = 1) => {
  sent[outcome] = (sent[outcome] ?? 0) + count;
};

async function counts(): Promise<Partial<Record<Outcome, number>>> {
  const hours = await readHours(apiId(), today(), today());
  const found: Partial<Record<Outcome, number>> = {};
  for (const { outcome, count } of hours.value ?? [])
    found[outcome] = (found[outcome] ?? 0) + count;
  return found;
}

describe('traffic of every kind', () => {
  it('knows nothing before it was collected', async () => {
    expect(await readHours(apiId(), today(), today())).toMatchObject({ value: null, asOf: null });
  });

  it('is told apart as it was sent, each request once', async () => {
    for (const [path, status, outcome] of [
      ['/get', 200, 'served'],
      ['/status/404', 404, 'upstream_4xx'],
      ['/status/429', 429, 'upstream_429'],
      ['/status/503', 503, 'upstream_5xx'],
    ] as const) {
      expect(await send(path, withKey())).toBe(status);
      note(outcome);
    }
    expect(await send('/get')).toBe(403);
    expect(await send('/get', { 'x-api-key': 'x'.repeat(30) })).toBe(403);
    note('key_refused', 2);
    expect(await send('/delete', withKey(), 'DELETE')).toBe(403);
    note('policy');
    await withoutPaths(async () => expect(await send('/get', withKey())).toBe(403));
    note('path');
    expect(await send(`/${'p'.repeat(1_700)}`, withKey())).toBe(414);
    note('bad_request');
    // Until the key has tokens again.
    await rest(1_100);
    expect(await send('/delay/3', withKey())).toBe(504);
    note('gateway');

    // More than the slowest machine sends within the seconds that a rate of 2/s would take for them.
    const burst = await Promise.all(Array.from({ length: 40 }, () => send('/get', withKey())));
    expect(burst).toContain(429);
    for (const status of burst)
      note(status === 429 ? 'throttle' : status === 504 ? 'gateway' : 'served');

    await rest(2_100);
    await stageThrottle('0.01', '1');
    expect(await send('/get', withKey())).toBe(200);
    note('served');
    expect(await send('/get', withKey())).toBe(429);
    note('account_throttle');
    await stageThrottle('1000', '1000');

    await collectOnce();
    expect(await counts()).toEqual(sent);
  });

  it('counts against the quota what the local AWS’s own accounts say', async () => {
    const usage = sandbox.context.apigateway.usage.get(
      `${proxy.outputs.UsagePlanId}/${proxy.outputs.KeyAId}`,
    );
    const requests = await readRequests(apiId(), new Date(Date.now() - 3_600_000), now());
    const counted = (requests.value ?? []).filter(({ outcome, keyId }) =>
      isCounted(outcome, keyId),
    );
    expect(counted).toHaveLength(usage?.days[today()] ?? -1);
    expect(new Set(counted.map(({ keyId }) => keyId))).toEqual(new Set([proxy.outputs.KeyAId]));
  });

  it('is counted by CloudWatch whoever sent it, and by GetUsage with its lag', async () => {
    const metrics = await readMetrics(apiId(), new Date(Date.now() - 3_600_000), now());
    const total = Object.values(sent).reduce((sum, count) => sum + count, 0);
    expect(metrics.value?.reduce((sum, { requests }) => sum + requests, 0)).toBe(total);
    const days = await readDays(proxy.outputs.UsagePlanId ?? '', today(), today());
    expect(days.value?.find(({ keyId }) => keyId === proxy.outputs.KeyAId)).toMatchObject({
      used: 0,
      quotaLimit,
    });
  });
});

describe('the figure on the page', () => {
  it('is the truth, though GetUsage is 40 minutes behind, and says where it comes from', async () => {
    const usage = sandbox.context.apigateway.usage.get(
      `${proxy.outputs.UsagePlanId}/${proxy.outputs.KeyAId}`,
    );
    const truth = usage?.days[today()] ?? -1;
    const { value, problem } = await getUsage(proxy);
    expect(problem).toBeNull();
    expect(value?.gauge).toMatchObject({
      used: truth,
      left: quotaLimit - truth,
      interval: { from: truth },
      sources: [
        { source: 'log', role: 'figure', requests: truth },
        { source: 'usage', role: 'floor', requests: 0 },
      ],
    });
    expect(value?.days.at(-1)?.used).toBe(truth);
    const [row] = (await listProxies()).value ?? [];
    expect(row?.quota?.value).toEqual(value?.gauge);
  });

  it('is the same in the chart, the fleet’s totals and consumers, the files and the API', async () => {
    const usage = sandbox.context.apigateway.usage.get(
      `${proxy.outputs.UsagePlanId}/${proxy.outputs.KeyAId}`,
    );
    const truth = usage?.days[today()] ?? -1;
    await world.takeCalls();
    expect((await getDayHistory(proxy, parseHistoryView({ days: '7' }))).value?.total.at(-1)).toBe(
      truth,
    );
    const fleet = (await getFleetUsage(parseFleetUsageView({ days: '7' }))).value;
    expect(fleet?.total.at(-1)).toBe(truth);
    expect(fleet?.consumers).toMatchObject([{ label: 'A', calls: truth }]);
    expect(fleet?.near[0]?.quota?.value?.used).toBe(truth);
    const member = actorOf('member', 'payments');
    const files = [
      await exportProxyUsage(member, proxy.name, { days: '7', format: 'json' }),
      await exportFleetUsage(member, { days: '7', format: 'json' }),
    ];
    for (const { body } of files) {
      const line = JSON.parse(body).lines.find(
        ({ date, key: of }: { date: string; key: string }) => date === today() && of === 'A',
      );
      expect(line).toMatchObject({ used: truth, left: quotaLimit - truth, is_complete: false });
    }
    const csv = await exportProxyUsage(member, proxy.name, { days: '7' });
    expect(csv.body).toContain(`A,${truth},${quotaLimit - truth},${quotaLimit},false,`);
    const mine = (await listMyUsage({ ...member, email: proxy.owner })).value;
    expect(mine?.[0]?.keys[0]?.gauge).toMatchObject({ used: truth, left: quotaLimit - truth });
    await getTraffic(proxy);
    expect(await callsAboutTraffic()).toEqual([]);
  });

  it('has the limit that holds named by the limits in force, not by those that were saved', async () => {
    if (!proxy.limits) throw new Error('the limits are not known');
    const saved = (await getTraffic(proxy)).binding?.shares;
    const edited = { ...proxy, limits: { ...proxy.limits, rate: proxy.limits.rate * 2 } };
    const inForce = (await getTraffic(edited)).binding?.shares;
    expect(inForce?.rate).toBe((saved?.rate ?? 0) / 2);
  });

  it('has a share of the quota that no grant makes negative', async () => {
    const { value } = await getUsage(proxy);
    expect((await getTraffic(proxy)).binding?.shares.quota).toBe(
      (value?.gauge?.used ?? -1) / quotaLimit,
    );
  });
});

describe('what was collected', () => {
  it('stays the same however often it is collected again', async () => {
    const before = await counts();
    await collectOnce();
    await collectOnce();
    expect(await counts()).toEqual(before);
  });

  it('is not counted twice where a read was cut off before its end was written down', async () => {
    const before = await counts();
    const database = await db();
    await database.update(usageSources).set({ asOf: new Date(Date.now() - 30 * 60_000) });
    await collectOnce();
    expect(await counts()).toEqual(before);
    expect((await database.select().from(usageLines)).length).toBeGreaterThan(0);
  });

  it('takes in a line that came late, also from before the last read', async () => {
    const before = await counts();
    const group = [...sandbox.context.logs.groups.values()].find(({ name }) =>
      name.includes(proxy.name),
    );
    const [stream] = Object.values(group?.streams ?? {});
    const served = stream?.events.find(({ message }) => message.includes('"status":"200"'));
    if (!group || !stream || !served) throw new Error('there is no line to repeat');
    const late = Date.now() - 60_000;
    sandbox.context.logs.append(group.name, stream.name, late, served.message);
    await collectOnce();
    expect((await counts()).served).toBe((before.served ?? 0) + 1);
  });

  it('costs the viewers no call', async () => {
    await world.takeCalls();
    await Promise.all(Array.from({ length: 50 }, () => counts()));
    expect(await world.takeCalls()).toEqual({});
  });
});

describe('the collector', () => {
  it('works in one process of several, and in another when that one stops', async () => {
    const duty = `usage/${mainTarget().id}`;
    expect(await takeDuty(duty, 'one', 60_000)).toBe(true);
    expect(await takeDuty(duty, 'other', 60_000)).toBe(false);
    expect(await takeDuty(duty, 'one', 60_000)).toBe(true);
    await leaveDuty(duty, 'one');
    expect(await takeDuty(duty, 'other', 0)).toBe(true);
  });

  it('asks once for all: of two that run one asks, and the other when that one stops', async () => {
    const options = { youngMs: { usage: 0, log: 60_000, metrics: 60_000 }, dutyMs: 2_000 };
    const asked = async () => (await world.takeCalls())['apigateway.GetUsage'] ?? 0;
    const stops = [0, 1].map(() => startUsageCollector({ ...options, plansPerSecond: 4 }));
    await eventually(async () => expect(await asked()).toBeGreaterThan(0));
    await asked();
    const began = performance.now();
    await rest(4_000);
    const both = await asked();
    const seconds = (performance.now() - began) / 1_000;
    expect(both).toBeGreaterThan(0);
    // Four a second, and what two busy seconds held up; both asking would be eight a second.
    expect(both).toBeLessThanOrEqual(4 * seconds + 8);
    await stops[0]?.();
    await asked();
    await eventually(async () => expect(await asked()).toBeGreaterThan(0));
    await stops[1]?.();
    await asked();
    await rest(500);
    expect(await asked()).toBe(0);
  });

  it('keeps up by itself, goes on after a restart, and tells a fault with its age', async () => {
    const before = (await counts()).served ?? 0;
    const stop = startUsageCollector({ youngMs: { usage: 0, log: 0, metrics: 0 } });
    await send('/get', withKey());
    await eventually(async () => expect((await counts()).served).toBe(before + 1));
    await stop();
    await send('/get', withKey());
    const again = startUsageCollector({ youngMs: { usage: 0, log: 0, metrics: 0 } });
    await eventually(async () => expect((await counts()).served).toBe(before + 2));
    await again();

    const end = await world.fault({
      service: 'logs',
      operation: 'FilterLogEvents',
      kind: 'throttle',
    });
    await collectOnce();
    await end();
    const known = await readHours(apiId(), today(), today());
    expect(known.problem?.code).toBe('throttled');
    expect(known.asOf).not.toBeNull();
    expect((await counts()).served).toBe(before + 2);
  });
});

describe('GET /api/v1/usage', () => {
  // As the route's file has it.
  const GET = defineRoute(operations.listMyUsage, listMyUsageOver);

  it('tells a consumer who is nobody’s admin that the quota is spent, and asks AWS nothing', async () => {
    await seedDemoPeople();
    const at = Date.now();
    const traffic = { apiId: apiId(), keyId: proxy.outputs.KeyAId, from: at, to: at + 1 };
    const plan = `${proxy.outputs.UsagePlanId}/${proxy.outputs.KeyAId}`;
    const used = sandbox.context.apigateway.usage.get(plan)?.days[today()] ?? 0;
    await world.control('POST', '/traffic', { ...traffic, requests: quotaLimit - used });
    await collectOnce();
    expect(await send('/get', withKey())).toBe(429);

    const asking = async (email: string) => {
      const scopes = ['usage.read'] as const;
      const wanted = { name: 'mine', scopes, teams: null, days: 1 };
      const { value } = await createToken(await actorFor(email), wanted);
      const headers = { authorization: `Bearer ${value}` };
      const request = new Request('http://sluice.test/api/v1/usage', { headers });
      const response = await GET(request, { params: Promise.resolve(undefined) });
      return { status: response.status, body: myUsageList.parse(await response.json()) };
    };
    await getProxy(proxy.name);
    await world.takeCalls();
    const { status, body } = await asking('chie@example.com');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [
        {
          name: proxy.name,
          team: 'payments',
          keys: [
            {
              label: 'A',
              consumer: 'checkout',
              quota: { limit: quotaLimit, left: 0, state: 'spent' },
            },
          ],
        },
      ],
    });
    expect((await asking('dana@example.com')).body.items).toEqual([]);
    expect(await callsAboutTraffic()).toEqual([]);
  });

  it('is for nobody without a token', async () => {
    const request = new Request('http://sluice.test/api/v1/usage');
    expect((await GET(request, { params: Promise.resolve(undefined) })).status).toBe(401);
  });
});

/** What of AWS tells about traffic, as it was asked since the last count. */
async function callsAboutTraffic(): Promise<string[]> {
  const calls = Object.keys(await world.takeCalls());
  return calls.filter((name) => /^(apigateway|logs|monitoring|cloudwatch)/.test(name));
}

/** What is done while a stage serves an API whose greedy path lost its method by hand; it serves what it did then. */
async function withoutPaths(work: () => Promise<void>): Promise<void> {
  const gateway = new APIGatewayClient({ endpoint: world.url, region });
  const stage = { restApiId: apiId(), stageName: proxy.spec?.stage };
  const { deploymentId } = await gateway.send(new GetStageCommand(stage));
  const { items = [] } = await gateway.send(new GetResourcesCommand(stage));
  const greedy = items.find(({ path }) => path === '/{proxy+}');
  for (const httpMethod of Object.keys(greedy?.resourceMethods ?? {}))
    await gateway.send(new DeleteMethodCommand({ ...stage, resourceId: greedy?.id, httpMethod }));
  await gateway.send(new CreateDeploymentCommand(stage));
  await work();
  const patchOperations = [replace('/deploymentId', deploymentId ?? '')];
  await gateway.send(new UpdateStageCommand({ ...stage, patchOperations }));
  gateway.destroy();
}

const replace = (path: string, value: string) => ({ op: 'replace' as const, path, value });

async function stageThrottle(rate: string, burst: string): Promise<void> {
  const gateway = new APIGatewayClient({ endpoint: world.url, region });
  await gateway.send(
    new UpdateStageCommand({
      restApiId: apiId(),
      stageName: proxy.spec?.stage,
      patchOperations: [
        replace('/*/*/throttling/rateLimit', rate),
        replace('/*/*/throttling/burstLimit', burst),
      ],
    }),
  );
  gateway.destroy();
}
