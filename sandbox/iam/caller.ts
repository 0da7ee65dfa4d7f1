import { AwsFault, type SandboxContext } from '../context';
import { administrator } from './store';

export type Caller = { arn: string; userId: string };

/** Who signs with this access key: a role's session if AssumeRole gave it out, else a user, by default the administrator. */
export function callerOf(context: SandboxContext, accessKeyId: string): Caller {
  const session = context.iam.sessions.get(accessKeyId);
  if (!session) {
    return {
      arn: `arn:aws:iam::${context.accountId}:user/${(context.iam.findUser(accessKeyId) ?? administrator).userName}`,
      userId: 'AIDASANDBOXSANDBOX001',
    };
  }
  const roleName = session.roleArn.split('/').at(-1) ?? '';
  return {
    arn: `arn:aws:sts::${context.accountId}:assumed-role/${roleName}/${session.sessionName}`,
    userId: `AROASANDBOXSANDBOX001:${session.sessionName}`,
  };
}

/** Temporary credentials end by the sandbox's clock, so advancing it expires them as a day's wait would. */
export function refuseExpired(context: SandboxContext, accessKeyId: string): void {
  const session = context.iam.sessions.get(accessKeyId);
  if (session && session.expiresAt <= context.clock.now()) {
    throw new AwsFault(
      'ExpiredToken',
      'The security token included in the request is expired',
      403,
    );
  }
}
