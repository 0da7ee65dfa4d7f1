import { AwsFault, type SandboxContext } from '../../context';
import type { JsonOperation } from '../../wire/aws-json';
import { byPeriod, statistic } from '../statistics';
import { seriesKey } from '../store';

type Dimension = { Name: string; Value: string };
type Query = {
  Id: string;
  Label?: string;
  ReturnData?: boolean;
  Expression?: string;
  MetricStat?: {
    Metric: { Namespace: string; MetricName: string; Dimensions?: Dimension[] };
    Period: number;
    Stat: string;
  };
};

/** CloudWatch API reference, GetMetricData. */
const queriesMax = 500;

/** Metrics by name; math expressions are refused. Times on this wire are seconds. */
export const GetMetricData: JsonOperation = async (context, input) => {
  const queries = (input.MetricDataQueries ?? []) as Query[];
  if (queries.length === 0 || queries.length > queriesMax) {
    throw new AwsFault('ValidationError', 'MetricDataQueries must have between 1 and 500 members');
  }
  const range = { start: Number(input.StartTime) * 1000, end: Number(input.EndTime) * 1000 };
  if (!(range.start < range.end)) {
    throw new AwsFault(
      'ValidationError',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  const isAscending = input.ScanBy === 'TimestampAscending';
  return {
    MetricDataResults: queries
      .filter((query) => query.ReturnData !== false)
      .map((query) => result(context, query, range, isAscending)),
    Messages: [],
  };
};

function result(
  context: SandboxContext,
  query: Query,
  range: { start: number; end: number },
  isAscending: boolean,
): object {
  const { MetricStat: stat } = query;
  if (!stat) throw new AwsFault('ValidationError', 'The sandbox does not do metric math');
  const { Namespace: namespace, MetricName: name, Dimensions } = stat.Metric;
  const dimensions = Object.fromEntries((Dimensions ?? []).map((it) => [it.Name, it.Value]));
  const series = context.cloudwatch.series.get(seriesKey({ namespace, name, dimensions }));
  const periods = series ? byPeriod(series, range, stat.Period * 1000) : [];
  const points = periods.map(([at, datum]): [number, number] => [
    at / 1000,
    statistic(datum, stat.Stat),
  ]);
  if (!isAscending) points.reverse();
  return {
    Id: query.Id,
    Label: query.Label ?? name,
    Timestamps: points.map(([at]) => at),
    Values: points.map(([, value]) => value),
    StatusCode: 'Complete',
  };
}
