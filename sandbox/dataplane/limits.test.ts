import {
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  UpdateUsageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, makeApi, type Network, startWithNetwork } from './fixture';
import { seedTraffic } from './traffic';

// Source: aws-facts B1, B2

let network: Network;
beforeAll(async () => {
  network = await startWithNetwork();
});
afterAll(() => network.sandbox.close());

const today = () => new Date(network.sandbox.context.clock.now()).toISOString().slice(0, 10);
const usageOf = async (api: { planId: string; keyId: string }, startDate = today()) => {
  const { items } = await network.gateway.send(
    new GetUsageCommand({ usagePlanId: api.planId, startDate, endDate: today() }),
  );
  return items?.[api.keyId];
};

describe('the article’s own quota: 20 a day', () => {
  it('answers the 21st call with Limit Exceeded, and GetUsage says 20 of 20 at once', async () => {
    const api = await makeApi(network, { quota: { limit: 20, period: 'DAY' } });
    for (let call = 0; call < 20; call += 1) expect((await api.call('/get')).status).toBe(200);
    const last = await api.call('/get');
    expect([last.status, last.text]).toEqual([429, '{"message":"Limit Exceeded"}']);
    expect(await usageOf(api)).toEqual([[20, 0]]);
  });

  it('starts anew on the next UTC day', async () => {
    const api = await makeApi(network, { quota: { limit: 1, period: 'DAY' } });
    await api.call('/get');
    expect((await api.call('/get')).status).toBe(429);
    const before = today();
    network.sandbox.context.clock.advance(86_400_000);
    expect((await api.call('/get')).status).toBe(200);
    expect(await usageOf(api, before)).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('is per key (S-UP)', async () => {
    const { gateway } = network;
    const api = await makeApi(network, { quota: { limit: 1, period: 'DAY' } });
    const other = await gateway.send(new CreateApiKeyCommand({ enabled: true }));
    await gateway.send(
      new CreateUsagePlanKeyCommand({
        usagePlanId: api.planId,
        keyId: other.id,
        keyType: 'API_KEY',
      }),
    );
    await api.call('/get');
    const headers = { 'x-api-key': other.value ?? '' };
    expect((await api.call('/get', { headers })).status).toBe(200);
    expect((await api.call('/get')).status).toBe(429);
  });

  it('is extended by UpdateUsage (S-SDK) and by a larger limit', async () => {
    const { gateway } = network;
    const api = await makeApi(network, { quota: { limit: 1, period: 'DAY' } });
    const { planId: usagePlanId, keyId } = api;
    await api.call('/get');
    const extend = [{ op: 'replace' as const, path: '/remaining', value: '1' }];
    await gateway.send(new UpdateUsageCommand({ usagePlanId, keyId, patchOperations: extend }));
    expect((await api.call('/get')).status).toBe(200);
    expect((await api.call('/get')).status).toBe(429);
    const larger = [{ op: 'replace' as const, path: '/quota/limit', value: '2' }];
    await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations: larger }));
    expect((await api.call('/get')).status).toBe(200);
  });

  it('does not count calls without a valid key, but those that fail upstream (classmethod 2025-05-08)', async () => {
    const api = await makeApi(network, { quota: { limit: 9, period: 'DAY' } });
    await api.call('/get', { headers: { 'x-api-key': 'wrong' } });
    await api.call('/status/500');
    expect(await usageOf(api)).toEqual([[1, 8]]);
  });
});

describe('throttles', () => {
  it('a burst beyond the bucket answers Too Many Requests, and time fills it again', async () => {
    const api = await makeApi(network, { throttle: { rateLimit: 0.5, burstLimit: 5 } });
    const { clock } = network.sandbox.context;
    const answers = await Promise.all(Array.from({ length: 30 }, () => api.call('/get')));
    const refused = answers.filter((it) => it.status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused[0]?.text).toBe('{"message":"Too Many Requests"}');
    clock.advance(2000);
    expect((await api.call('/get')).status).toBe(200);
  });
});

describe('a new key', () => {
  it('is refused as an unknown one until it has settled (LocalStack’s validated test_api_key_required_for_methods)', async () => {
    const slow = await startWithNetwork({ keySettleMs: 120_000 });
    const api = await makeApi(slow);
    const young = await api.call('/get');
    expect([young.status, young.text]).toEqual([403, '{"message":"Forbidden"}']);
    slow.sandbox.context.clock.advance(120_000);
    expect((await api.call('/get')).status).toBe(200);
    await slow.sandbox.close();
  });
});

describe('metering', () => {
  it('lags as long as it is told to, until the quota is reached (localstack#11393)', async () => {
    const slow = await startWithNetwork({ usageLagMs: 1_800_000 });
    const api = await makeApi(slow, { quota: { limit: 2, period: 'DAY' } });
    const { clock } = slow.sandbox.context;
    const read = async () => {
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const input = { usagePlanId: api.planId, startDate: day, endDate: day };
      return (await slow.gateway.send(new GetUsageCommand(input))).items?.[api.keyId];
    };
    await api.call('/get');
    expect(await read()).toEqual([[0, 2]]);
    await api.call('/get');
    expect(await read()).toEqual([[2, 0]]);
    await slow.sandbox.close();
  });

  it('writes the access log line of the stage', async () => {
    const { context, url } = network.sandbox;
    const api = await makeApi(network);
    const name = `/access/${api.name}`;
    context.logs.groups.set(name, { name, createdAt: 0, tags: {}, streams: {} });
    const stage = context.apigateway.apis.get(api.apiId)?.stages.live;
    if (!stage) throw new Error('no stage');
    stage.accessLogSettings = {
      destinationArn: `arn:aws:logs:${context.region}:${context.accountId}:log-group:${name}`,
      format:
        '{"requestId":"$context.requestId","status":$context.status,"key":"$context.identity.apiKeyId","type":"$context.error.responseType","up":"$context.integration.status","vpc":"$context.identity.vpcId","path":"$context.path"}',
    };
    await api.call('/status/201');
    await api.call('/get', { headers: { 'x-api-key': '' } });
    const logs = new CloudWatchLogsClient({ region: 'ap-northeast-1', endpoint: url, credentials });
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: name }));
    const lines = events.map((it) => JSON.parse(it.message ?? '{}'));
    const { vpcId } = network.vpc;
    expect(lines).toMatchObject([
      { status: 201, key: api.keyId, type: '-', up: '201', vpc: vpcId, path: '/live/status/201' },
      { status: 403, key: '-', type: 'INVALID_API_KEY', up: '-', path: '/live/get' },
    ]);
    const filtered = await logs.send(
      new FilterLogEventsCommand({ logGroupName: name, filterPattern: '{ $.status = 403 }' }),
    );
    expect(filtered.events).toHaveLength(1);
    const stream = events[0]?.logStreamName ?? '';
    const input = { logGroupName: name, logStreamName: stream, startFromHead: true };
    expect((await logs.send(new GetLogEventsCommand(input))).events).toHaveLength(2);
  });

  it('feeds CloudWatch under ApiName, and under ApiName and Stage (aws-facts E)', async () => {
    const { context, url } = network.sandbox;
    const metrics = new CloudWatchClient({ region: 'ap-northeast-1', endpoint: url, credentials });
    const api = await makeApi(network);
    await api.call('/get');
    await api.call('/status/404');
    const now = context.clock.now();
    const stat = (Id: string, MetricName: string, Stat: string) => ({
      Id,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApiGateway',
          MetricName,
          Dimensions: [{ Name: 'ApiName', Value: api.name }],
        },
        Period: 3600,
        Stat,
      },
    });
    const { MetricDataResults = [] } = await metrics.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 3_600_000),
        EndTime: new Date(now + 60_000),
        MetricDataQueries: [
          stat('count', 'Count', 'Sum'),
          stat('rate', '4XXError', 'Average'),
          stat('late', 'Latency', 'p99'),
        ],
      }),
    );
    const totals = MetricDataResults.map((it) => (it.Values ?? []).reduce((a, b) => a + b, 0));
    expect(totals.slice(0, 2)).toEqual([2, 0.5]);
    expect(MetricDataResults[0]?.Timestamps?.[0]).toBeInstanceOf(Date);
    const dimensions = [{ Name: 'ApiName', Value: api.name }];
    const listed = await metrics.send(new ListMetricsCommand({ Dimensions: dimensions }));
    expect(listed.Metrics).toHaveLength(10);
  });

  it('seeds back-dated traffic exactly, without touching the throttle', async () => {
    const { context } = network.sandbox;
    const api = await makeApi(network, { quota: { limit: 1000, period: 'DAY' } });
    const now = context.clock.now();
    const from = now - 20 * 86_400_000;
    seedTraffic(context, { ...api, from, to: now, requests: 5000 });
    const rows = (await usageOf(api, new Date(from).toISOString().slice(0, 10))) ?? [];
    expect(rows).toHaveLength(21);
    expect(rows.reduce((sum, [used = 0]) => sum + used, 0)).toBe(5000);
    expect(rows.every(([used = 0, left = 0]) => used + left === 1000)).toBe(true);
  });

  it('refuses a range over 90 days (repost.aws api-gateway-usage-key; text UNCONFIRMED)', async () => {
    const api = await makeApi(network);
    const start = new Date(network.sandbox.context.clock.now() - 91 * 86_400_000);
    await expect(usageOf(api, start.toISOString().slice(0, 10))).rejects.toThrow(/90 days/);
  });
});
