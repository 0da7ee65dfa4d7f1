import 'server-only';
import { GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { call } from './call';
import type { Target } from './targets';

/** A stage as CloudWatch knows it: by the name of its API, which is unique here, not by its id (aws-facts E). */
export type MeteredStage = { apiName: string; stage: string };

/** What was counted of a stage in the period that begins at `slot`. */
export type StageCounts = { slot: Date; requests: number; errors4xx: number; errors5xx: number };

/** GetMetricData takes 500 metrics a call (CloudWatch service quotas), and a stage has three. */
export const stagesPerCall = 166;

const metrics = ['Count', '4XXError', '5XXError'] as const;
const fieldOf = { Count: 'requests', '4XXError': 'errors4xx', '5XXError': 'errors5xx' } as const;

/**
 * What CloudWatch counted of each stage from `from` to `to`, in periods of `periodSeconds`; in the order asked, at
 * most `stagesPerCall`. Periods without requests are absent.
 */
export async function readStageCounts(
  target: Target,
  stages: readonly MeteredStage[],
  { from, to, periodSeconds }: { from: Date; to: Date; periodSeconds: number },
): Promise<StageCounts[][]> {
  const slots = stages.map(() => new Map<number, StageCounts>());
  let NextToken: string | undefined;
  do {
    const answer = await call(target, 'cloudwatch', (client, options) =>
      client.send(
        new GetMetricDataCommand({
          StartTime: from,
          EndTime: to,
          ScanBy: 'TimestampAscending',
          MetricDataQueries: stages.flatMap((stage, index) => queries(stage, index, periodSeconds)),
          NextToken,
        }),
        options,
      ),
    );
    for (const { Id, Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
      const [stage, metric] = placeOf(Id ?? '');
      Timestamps.forEach((slot, index) => {
        const known = slots[stage]?.get(slot.getTime());
        const counts = known ?? { slot, requests: 0, errors4xx: 0, errors5xx: 0 };
        counts[fieldOf[metric]] += Values[index] ?? 0;
        slots[stage]?.set(slot.getTime(), counts);
      });
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  return slots.map((bySlot) => [...bySlot.values()]);
}

function queries(
  { apiName, stage }: MeteredStage,
  index: number,
  periodSeconds: number,
): MetricDataQuery[] {
  return metrics.map((MetricName, metric) => ({
    Id: `m${index}_${metric}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApiGateway',
        MetricName,
        Dimensions: [
          { Name: 'ApiName', Value: apiName },
          { Name: 'Stage', Value: stage },
        ],
      },
      Period: periodSeconds,
      Stat: 'Sum',
    },
  }));
}

function placeOf(id: string): [stage: number, metric: (typeof metrics)[number]] {
  const [stage = '', metric = ''] = id.slice(1).split('_');
  return [Number(stage), metrics[Number(metric)] ?? 'Count'];
}
