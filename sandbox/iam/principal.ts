import type { SandboxContext } from '../context';
import type { Role, User } from './store';

/** Somebody who acts, with every policy that bounds what they may do. */
export type Principal = {
  /** As messages name it: a user, or a role's session. */
  arn: string;
  /** The role behind a session; policies may name either. */
  roleArn: string | null;
  identity: unknown[];
  /** A boundary that names no known policy allows nothing. */
  boundary: unknown | null;
  session: unknown[] | null;
};

/** Policies of AWS's own that bear on what the sandbox decides; the others are for services' own doings. */
const awsManaged: Record<string, unknown> = {
  'arn:aws:iam::aws:policy/AdministratorAccess': {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole': {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'ec2:CreateNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:DeleteNetworkInterface',
          'ec2:AssignPrivateIpAddresses',
          'ec2:UnassignPrivateIpAddresses',
        ],
        Resource: '*',
      },
    ],
  },
};

/** Who signs with this access key; null when nobody is known by it. */
export function principalOf(context: SandboxContext, accessKeyId: string): Principal | null {
  const { iam } = context;
  const session = iam.sessions.get(accessKeyId);
  if (session) {
    const role = findRole(context, session.roleArn);
    return role && sessionOf(context, role, session.sessionName, session.policies);
  }
  const user = iam.findUser(accessKeyId);
  if (!user) return null;
  return {
    arn: `arn:aws:iam::${context.accountId}:user/${user.userName}`,
    roleArn: null,
    ...policiesOf(context, user),
    session: null,
  };
}

/** A role as a session of it acts; its policies are read anew with every call, as IAM does within seconds. */
export function sessionOf(
  context: SandboxContext,
  role: Role,
  sessionName: string,
  session: unknown[] | null = null,
): Principal {
  return {
    arn: `arn:aws:sts::${context.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    roleArn: role.arn,
    ...policiesOf(context, role),
    session,
  };
}

export function findRole(context: SandboxContext, arn: string): Role | null {
  return [...context.iam.roles.values()].find((role) => role.arn === arn) ?? null;
}

export function managedDocument(context: SandboxContext, arn: string): unknown {
  return awsManaged[arn] ?? context.iam.managedPolicies.get(arn)?.document ?? null;
}

function policiesOf(context: SandboxContext, of: Role | User) {
  const managed = of.managedPolicyArns.map((arn) => managedDocument(context, arn));
  return {
    identity: [...Object.values(of.policies), ...managed.filter((it) => it !== null)],
    boundary:
      of.permissionsBoundary === null
        ? null
        : (managedDocument(context, of.permissionsBoundary) ?? {}),
  };
}
