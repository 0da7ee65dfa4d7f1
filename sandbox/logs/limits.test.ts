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

const throttled = (answers: PromiseSettledResult<unknown>[]) =>
  answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));

it('FilterLogEvents is granted 10 times a second in most Regions, 5 in some (quotas)', async () => {
  for (const [region, granted] of [
    ['ap-northeast-1', 10],
    ['eu-central-1', 5],
  ] as const) {
    const sandbox = await startSandbox({ enforceLimits: true, region });
    const logs = new CloudWatchLogsClient({ ...clientSettings(sandbox), region, maxAttempts: 1 });
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'calls' }));
    const command = new FilterLogEventsCommand({ logGroupName: 'calls' });
    const answers = await Promise.allSettled(
      Array.from({ length: granted * 3 }, () => logs.send(command)),
    );
    const refused = throttled(answers);
    expect(new Set(refused)).toEqual(new Set(['ThrottlingException']));
    // The bucket fills while the calls are on their way.
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(granted);
    expect(answers.length - refused.length).toBeLessThan(granted * 3);
  }
});

it('GetMetricData is granted 50 times a second (quotas)', async () => {
  const sandbox = await startSandbox({ enforceLimits: true });
  const metrics = new CloudWatchClient({ ...clientSettings(sandbox), maxAttempts: 1 });
  const command = new GetMetricDataCommand({
    StartTime: new Date(Date.now() - 60_000),
    EndTime: new Date(),
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
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, () => metrics.send(command)),
  );
  expect(new Set(throttled(answers))).toEqual(new Set(['ThrottlingException']));
});
