import type { Service } from '../context';
import { restJsonService } from '../wire/rest-json';
import { functionOperations } from './operations/functions';
import { invokeOperations } from './operations/invoke';

const rest = restJsonService({
  signingName: 'lambda',
  operations: { ...functionOperations, ...invokeOperations },
});

/** Lambda: functions with inline code that really runs. Its errors spell `Message` and say whose fault it was. */
export const service: Service = {
  ...rest,
  renderError: (request, error) => ({
    ...rest.renderError(request, error),
    body: JSON.stringify({
      Type: error.status < 500 ? 'User' : 'Service',
      Message: error.message,
    }),
  }),
};
