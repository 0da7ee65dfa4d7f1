import { callerOf } from '../iam/caller';
import { type QueryOperation, queryService } from '../wire/query';
import { assumeRole } from './assume-role';

const getCallerIdentity: QueryOperation = async (context, _form, request) => {
  const caller = callerOf(context, request.accessKeyId);
  return { Arn: caller.arn, UserId: caller.userId, Account: context.accountId };
};

export const service = queryService({
  signingName: 'sts',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole },
});
