import { queryService } from '../wire/query';

export const service = queryService({
  signingName: 'cloudformation',
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: {},
});
