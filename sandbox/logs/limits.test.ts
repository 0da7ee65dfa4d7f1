import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { clientSettings } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: Amazon CloudWatch Logs endpoints and quotas; CloudWatch service quotas

/** A second stands still, however long the calls take: a slow machine fills no bucket. */
const begun = Date.now();
const time = () => begun;

/** How many of so many calls at once were served; the others must have been throttled. */
async function served(count: number, call: () => Promise<unknown>): Promise<number> {
  const answers = await Promise.allSettled(Array.from({ length: count }, call));
  const refused = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
  expect(new Set(refused)).toEqual(new Set(['ThrottlingException']));
  return count - refused.length;
}

it('FilterLogEvents is granted 10 times a second in most Regions, 5 in some (quotas)', async () => {
  for (const [region, granted] of [
    ['ap-northeast-1', 10],
    ['eu-central-1', 5],
  ] as const) {
    const sandbox = await startSandbox({ enforceLimits: true, region, time });
    const logs = new CloudWatchLogsClient(clientSettings(sandbox));
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'calls' }));
    const command = new FilterLogEventsCommand({ logGroupName: 'calls' });
    const filter = () => logs.send(command);
    expect(await served(granted + 3, filter)).toBe(granted);
    sandbox.context.clock.advance(1_000);
    expect(await served(granted + 3, filter)).toBe(granted);
  }
});

it('GetMetricData is granted 50 times a second (quotas)', async () => {
  const sandbox = await startSandbox({ enforceLimits: true, time });
  const metrics = new CloudWatchClient(clientSettings(sandbox));
  const command = new GetMetricDataCommand({
    StartTime: new Date(begun - 60_000),
    EndTime: new Date(begun),
    MetricDataQueries: [
      {
        Id: 'a',
        MetricStat: {
          Metric: { Namespace: 'AWS/ApiGateway', MetricName: 'Count' },
          Period: 60,
          Stat: 'Sum',
        },
      },
    ],
  });
  expect(await served(60, () => metrics.send(command))).toBe(50);
});
