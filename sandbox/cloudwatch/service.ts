import type { Service } from '../context';
import { jsonService } from '../wire/aws-json';
import { GetMetricData } from './operations/get-metric-data';
import { ListMetrics } from './operations/list-metrics';

const json = jsonService({
  signingName: 'monitoring',
  version: '1.0',
  operations: { GetMetricData, ListMetrics },
});

/** CloudWatch metrics. It once spoke the query protocol: errors also name their code as it was there. */
export const service: Service = {
  ...json,
  renderError(request, error) {
    const answer = json.renderError(request, error);
    const blame = error.status < 500 ? 'Sender' : 'Receiver';
    return {
      ...answer,
      headers: { ...answer.headers, 'x-amzn-query-error': `${error.code};${blame}` },
    };
  },
};
