import type { Service } from '../context';

export const service: Service = {
  signingName: 'apigateway',
  operationOf: () => null,
  handle: () => Promise.reject(new Error('not yet')),
  renderError: (_request, error) => ({ status: error.status, headers: {}, body: error.message }),
};
