import { AwsFault } from '../../context';
import { cutPage } from '../../pages';
import type { JsonOperation } from '../../wire/aws-json';
import type { Series } from '../store';

type Filter = {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value?: string }[];
};

/** CloudWatch API reference, ListMetrics: metrics a page. */
const pageLength = 500;

export const ListMetrics: JsonOperation = async (context, input, request) => {
  const found = [...context.cloudwatch.series.values()].filter((it) => fits(it, input));
  const { page, nextToken } = cutPage(found, request, {
    token: input.NextToken,
    size: pageLength,
    idOf: ({ namespace, name, dimensions }) => JSON.stringify([namespace, name, dimensions]),
    invalid: () => new AwsFault('InvalidParameterValue', 'The value for NextToken is invalid.'),
  });
  return {
    Metrics: page.map((series) => ({
      Namespace: series.namespace,
      MetricName: series.name,
      Dimensions: Object.entries(series.dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
  };
};

function fits(series: Series, filter: Filter): boolean {
  if (filter.Namespace !== undefined && series.namespace !== filter.Namespace) return false;
  if (filter.MetricName !== undefined && series.name !== filter.MetricName) return false;
  return (filter.Dimensions ?? []).every(({ Name, Value }) => {
    const value = series.dimensions[Name];
    return value !== undefined && (Value === undefined || value === Value);
  });
}
