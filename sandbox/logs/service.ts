import { AwsFault, type Service } from '../context';
import { jsonService } from '../wire/aws-json';
import { eventOperations } from './operations/events';
import { groupOperations } from './operations/groups';

const json = jsonService({
  signingName: 'logs',
  version: '1.1',
  operations: { ...groupOperations, ...eventOperations },
});

/** CloudWatch Logs. Its errors are 400 on the wire, whatever they mean. */
export const service: Service = {
  ...json,
  renderError: (request, error) =>
    json.renderError(
      request,
      error.status === 404 ? new AwsFault(error.code, error.message, 400) : error,
    ),
};
