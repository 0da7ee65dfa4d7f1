import { randomBytes } from 'node:crypto';
import { AwsFault } from '../context';
import { callerOf } from '../iam/caller';
import { type QueryOperation, queryService } from '../wire/query';

const getCallerIdentity: QueryOperation = async (context, _form, request) => {
  const caller = callerOf(context, request.accessKeyId);
  return { Arn: caller.arn, UserId: caller.userId, Account: context.accountId };
};

const assumeRole: QueryOperation = async (context, form) => {
  const roleArn = form.get('RoleArn') ?? '';
  const sessionName = form.get('RoleSessionName') ?? '';
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(roleArn)) {
    throw new AwsFault('ValidationError', `${roleArn} is invalid`);
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw new AwsFault(
      'ValidationError',
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const seconds = form.number('DurationSeconds') ?? 3600;
  const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const expiresAt = context.clock.now() + seconds * 1000;
  context.iam.sessions.set(accessKeyId, { accessKeyId, roleArn, sessionName, expiresAt });
  const caller = callerOf(context, accessKeyId);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: randomBytes(30).toString('base64'),
      SessionToken: randomBytes(96).toString('base64'),
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: caller.userId, Arn: caller.arn },
    PackedPolicySize: 1,
  };
};

export const service = queryService({
  signingName: 'sts',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole },
});
