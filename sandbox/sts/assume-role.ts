import { randomBytes } from 'node:crypto';
import { AwsFault, type SandboxContext } from '../context';
import { callerOf } from '../iam/caller';
import { managedDocument, principalOf } from '../iam/principal';
import type { RoleSession } from '../iam/store';
import { refuseAssume } from '../iam/trust';
import type { Form } from '../wire/form';
import type { QueryOperation } from '../wire/query';

const chainedSecondsMax = 3600;

/** Temporary credentials for a role. Who may have them is asked only where IAM is evaluated. */
export const assumeRole: QueryOperation = async (context, form, request) => {
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
  if (context.iam.isEvaluated) {
    checkAllowed(context, form, {
      accessKeyId: request.accessKeyId,
      roleArn,
      sessionName,
      seconds,
    });
  }
  const session: RoleSession = {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    roleArn,
    sessionName,
    expiresAt: context.clock.now() + seconds * 1000,
    policies: sessionPolicies(context, form),
  };
  context.iam.sessions.set(session.accessKeyId, session);
  const caller = callerOf(context, session.accessKeyId);
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: caller.userId, Arn: caller.arn },
    PackedPolicySize: 1,
  };
};

type Asked = { accessKeyId: string; roleArn: string; sessionName: string; seconds: number };

/** Texts: STS API reference, AssumeRole; IAM user guide, "Troubleshoot IAM roles". */
function checkAllowed(context: SandboxContext, form: Form, asked: Asked): void {
  const principal = principalOf(context, asked.accessKeyId);
  if (!principal) return;
  const externalId = form.get('ExternalId');
  const role = refuseAssume(context, principal, asked.roleArn, {
    'sts:RoleSessionName': asked.sessionName,
    ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
  });
  if (asked.seconds < 900) {
    throw new AwsFault(
      'ValidationError',
      `1 validation error detected: Value '${asked.seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    );
  }
  if (asked.seconds > role.maxSessionDuration) {
    throw new AwsFault(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (principal.roleArn !== null && asked.seconds > chainedSecondsMax) {
    throw new AwsFault(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
}

/** Inline and managed ones together; null without any. One that is not there allows nothing. */
function sessionPolicies(context: SandboxContext, form: Form): unknown[] | null {
  const inline = form.get('Policy');
  const managed = form.list('PolicyArns').map((it) => it.get('arn') ?? '');
  if (inline === undefined && managed.length === 0) return null;
  return [
    ...(inline === undefined ? [] : [inline]),
    ...managed.map((arn) => managedDocument(context, arn)),
  ];
}
