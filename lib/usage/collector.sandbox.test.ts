import { APIGatewayClient, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callThrough } from '@/sandbox/dataplane/fixture-caller';
import { createSandbox, type Sandbox } from '@/sandbox/server';
import { mainTarget } from '../aws/targets';
import { readApiKeyValue } from '../aws/usage-plans';
import { db } from '../db/database';
import { leaveDuty, takeDuty } from '../db/duty';
import { usageLines, usageSources } from '../db/schema';
import { listProxies } from '../proxies/data';
import type { ProxyDetail } from '../proxies/types';
import { listenerOf } from '../testing/caller';
import { createStandingWorld, type StandingWorld } from '../testing/standing';
import { eventually, launchInput, region, type World } from '../testing/world';
import { utcDay } from './calendar';
import { collectOnce, startUsageCollector } from './collector';
import { getUsage } from './data';
import { isCounted, type Outcome } from './outcomes';
import { readDays, readHours, readMetrics, readRequests } from './traffic';

const input = launchInput();
input.proxy.upstream = { url: 'https://httpbin.org', timeoutMs: 1_000 };
const quotaLimit = 100;
input.proxy.limits = { quota: { limit: quotaLimit, period: 'DAY' }, rate: 5, burst: 5 };

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
async function send(path: string, headers: Record<string, string> = {}): Promise<number> {
  const url = await listenerOf(world, proxy.spec?.network.endpointId ?? '');
  const host = `${apiId()}.execute-api.${region}.amazonaws.com`;
  const options = { path: `/${proxy.spec?.stage}${path}`, headers: { ...headers, host } };
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
    expect(await send(`/${'p'.repeat(1_700)}`, withKey())).toBe(414);
    note('bad_request');
    expect(await send('/delay/3', withKey())).toBe(504);
    note('gateway');
    await rest(1_100);

    // More than a slow machine sends within the seconds that a rate of 5/s would take for them.
    const burst = await Promise.all(Array.from({ length: 30 }, () => send('/get', withKey())));
    const throttled = burst.filter((status) => status === 429).length;
    expect(throttled).toBeGreaterThan(0);
    note('throttle', throttled);
    note('served', burst.length - throttled);

    await rest(1_100);
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

async function stageThrottle(rate: string, burst: string): Promise<void> {
  const gateway = new APIGatewayClient({ endpoint: world.url, region });
  const replace = (path: string, value: string) => ({ op: 'replace' as const, path, value });
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
