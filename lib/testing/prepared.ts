import { bootstrapSpecSchema } from '@/templates/bootstrap/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { createStack, findStack } from '../aws/stacks';
import { mainTarget, type Target } from '../aws/targets';
import { createWorld, eventually, region, type World } from './world';

const accountId = '123456789012';
export const roleNames = ['read', 'operate', 'reveal', 'cloudformation'] as const;
export type RoleName = (typeof roleNames)[number];

/** A local AWS that evaluates IAM, as far as tests look into it. */
export type PreparedSandbox = {
  url: string;
  close(): Promise<void>;
  context: {
    iam: {
      roles: Map<string, { policies: Record<string, unknown> }>;
      users: Map<string, object>;
    };
  };
};

export function roleArn(name: RoleName): string {
  return `arn:aws:iam::${accountId}:role/sluice-${name}-${region}`;
}

/** With everybody's rights: what an administrator of the account does by hand. */
export function asAdministrator(): Target {
  const dutyRoleArns = { read: null, operate: null, reveal: null };
  return { ...mainTarget(), id: 'administrator', dutyRoleArns, cloudFormationRoleArn: null };
}

/**
 * A world whose account an administrator has prepared with the bootstrap stack. From then on the process may do one
 * thing by itself: assume the roles, as the environment names them.
 */
export async function createPreparedWorld(start: () => Promise<PreparedSandbox>): Promise<{
  world: World;
  sandbox: PreparedSandbox;
}> {
  Object.assign(process.env, {
    SLUICE_READ_ROLE_ARN: roleArn('read'),
    SLUICE_OPERATE_ROLE_ARN: roleArn('operate'),
    SLUICE_REVEAL_ROLE_ARN: roleArn('reveal'),
    SLUICE_CLOUDFORMATION_ROLE_ARN: roleArn('cloudformation'),
  });
  const sandbox = await start();
  const world = await createWorld(async () => sandbox);
  signAs('sandbox');
  await bootstrap();
  sandbox.context.iam.users.set('dashboard', dashboard);
  signAs('dashboard');
  return { world, sandbox };
}

function signAs(name: string): void {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: name, AWS_SECRET_ACCESS_KEY: name });
}

async function bootstrap(): Promise<void> {
  const target = asAdministrator();
  const spec = bootstrapSpecSchema.parse({ kind: 'bootstrap', owner: 'ops@example.com' });
  const { stackName, template, capabilities, tags } = stackFor(spec);
  const templateBody = renderYaml(template);
  const clientToken = 'bootstrap';
  await createStack(target, { stackName, templateBody, capabilities, tags, clientToken });
  await eventually(async () => {
    const stack = await findStack(target, stackName);
    if (stack?.status !== 'CREATE_COMPLETE') throw new Error(`${stackName} is ${stack?.status}`);
  });
}

/** The roles trust the account, so that its user needs the right to assume them, and needs no other. */
const dashboard = {
  userName: 'dashboard',
  accessKeyId: 'dashboard',
  secretAccessKey: 'dashboard',
  permissionsBoundary: null,
  managedPolicyArns: [],
  policies: {
    assume: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: (['read', 'operate', 'reveal'] as const).map(roleArn),
      },
    },
  },
};
