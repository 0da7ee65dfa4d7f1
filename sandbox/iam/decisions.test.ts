import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { startSandbox } from '../testing/start';
import type { Role, User } from './store';

const sandbox = await startSandbox({ evaluateIam: true });
const { iam } = sandbox.context;
const account = '123456789012';
const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: object = {},
) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});
const deny = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*' },
  ],
});

let made = 0;

/** A user of the test's own with one policy, and the settings to sign as that user. */
function user(policy: object, more: Partial<User> = {}) {
  made += 1;
  const name = `user-${made}`;
  const key = { accessKeyId: name, secretAccessKey: `secret-${made}` };
  const policies = { own: policy };
  const rest = { permissionsBoundary: null, managedPolicyArns: [], policies };
  iam.users.set(name, { userName: name, ...key, ...rest, ...more });
  return {
    arn: `arn:aws:iam::${account}:user/${name}`,
    settings: { ...clientSettings(sandbox), credentials: key },
  };
}

function role(trust: object, policy: object, more: Partial<Role> = {}): string {
  made += 1;
  const roleName = `role-${made}`;
  const arn = `arn:aws:iam::${account}:role/${roleName}`;
  iam.roles.set(roleName, {
    roleName,
    roleId: 'AROATEST',
    arn,
    path: '/',
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }],
    },
    description: '',
    maxSessionDuration: 3600,
    permissionsBoundary: null,
    managedPolicyArns: [],
    policies: { own: policy },
    tags: {},
    ...more,
  });
  return arn;
}

const trustAccount = { Principal: { AWS: `arn:aws:iam::${account}:root` } };

describe('a right that nobody gave', () => {
  const nobody = user(allow('sts:GetCallerIdentity'));
  const { arn, settings } = nobody;

  // IAM user guide, "Troubleshoot access denied error messages"; the forms as reported: aws-hpc-tutorials#271
  // (CloudFormation), aws-terminator#284 (API Gateway, whose ARNs name no account).
  it.each<[string, () => Promise<unknown>, string, number, string, string]>([
    [
      'cloudformation',
      () =>
        new CloudFormationClient(settings).send(new DescribeStacksCommand({ StackName: 'hpc' })),
      'AccessDenied',
      403,
      'cloudformation:DescribeStacks',
      `arn:aws:cloudformation:ap-northeast-1:${account}:stack/hpc/*`,
    ],
    [
      'apigateway',
      () => new APIGatewayClient(settings).send(new GetRestApisCommand({})),
      'AccessDeniedException',
      403,
      'apigateway:GET',
      'arn:aws:apigateway:ap-northeast-1::/restapis',
    ],
    [
      'lambda',
      () => new LambdaClient(settings).send(new InvokeCommand({ FunctionName: 'f' })),
      'AccessDeniedException',
      403,
      'lambda:InvokeFunction',
      `arn:aws:lambda:ap-northeast-1:${account}:function:f`,
    ],
    [
      'logs',
      () =>
        new CloudWatchLogsClient(settings).send(new FilterLogEventsCommand({ logGroupName: 'g' })),
      'AccessDeniedException',
      400,
      'logs:FilterLogEvents',
      `arn:aws:logs:ap-northeast-1:${account}:log-group:g:*`,
    ],
  ])('is refused by %s in AWS’s words', async (_name, call, code, status, action, resource) => {
    await expect(call()).rejects.toMatchObject({
      name: code,
      message: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      $metadata: { httpStatusCode: status },
    });
  });

  it('is an unauthorized operation to EC2', async () => {
    await expect(new EC2Client(settings).send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringMatching(
        /^You are not authorized to perform this operation\. User: arn/,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('policies together', () => {
  const describeVpcs = (settings: ReturnType<typeof user>['settings']) =>
    new EC2Client(settings).send(new DescribeVpcsCommand({}));
  const managed = (document: object) => {
    made += 1;
    const arn = `arn:aws:iam::${account}:policy/managed-${made}`;
    const rest = {
      policyName: `managed-${made}`,
      policyId: 'ANPATEST',
      path: '/',
      description: '',
    };
    iam.managedPolicies.set(arn, { arn, ...rest, document });
    return arn;
  };

  it('allow what one of them allows, inline or managed', async () => {
    const managedPolicyArns = [managed(allow('ec2:Describe*'))];
    const { settings } = user(allow('sts:*'), { managedPolicyArns });
    await expect(describeVpcs(settings)).resolves.toBeDefined();
  });

  it('deny what one of them denies, whatever the others allow', async () => {
    const { settings } = user(deny('ec2:DescribeVpcs'));
    await expect(describeVpcs(settings)).rejects.toThrow(
      /with an explicit deny in an identity-based policy$/,
    );
  });

  it('allow nothing beyond the permissions boundary (IAM user guide, permissions boundaries)', async () => {
    const within = user(allow('*'), { permissionsBoundary: managed(allow('ec2:*')) });
    await expect(describeVpcs(within.settings)).resolves.toBeDefined();
    const beyond = user(allow('*'), { permissionsBoundary: managed(allow('lambda:*')) });
    await expect(describeVpcs(beyond.settings)).rejects.toThrow(
      /because no permissions boundary allows the ec2:DescribeVpcs action$/,
    );
    const missing = user(allow('*'), { permissionsBoundary: 'arn:aws:iam::1:policy/none' });
    await expect(describeVpcs(missing.settings)).rejects.toThrow(/no permissions boundary allows/);
  });

  it('allow a session no more than its session policy does (IAM user guide, session policies)', async () => {
    const RoleArn = role(trustAccount, allow('ec2:*'));
    const { settings } = user(allow('sts:AssumeRole'));
    const session = async (Policy?: string) => {
      const { Credentials } = await new STSClient(settings).send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', Policy }),
      );
      return {
        ...settings,
        credentials: {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        },
      };
    };
    await expect(describeVpcs(await session())).resolves.toBeDefined();
    await expect(
      describeVpcs(await session(JSON.stringify(allow('ec2:*')))),
    ).resolves.toBeDefined();
    const narrow = await session(JSON.stringify(allow('lambda:*')));
    await expect(describeVpcs(narrow)).rejects.toThrow(/because no session policy allows the ec2:/);
  });
});

describe('assuming a role', () => {
  const assume = (settings: object, RoleArn: string, more: object = {}) =>
    new STSClient(settings).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ...more }),
    );
  const refused = (arn: string, roleArn: string) => ({
    name: 'AccessDenied',
    message: `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  });

  it('needs an own right where the role trusts the account', async () => {
    const RoleArn = role(trustAccount, allow('ec2:*'));
    const without = user(allow('ec2:*'));
    await expect(assume(without.settings, RoleArn)).rejects.toMatchObject(
      refused(without.arn, RoleArn),
    );
    await expect(assume(user(allow('sts:AssumeRole')).settings, RoleArn)).resolves.toBeDefined();
  });

  it('needs none where the role trusts the user by name, unless one denies it', async () => {
    const named = user(allow('ec2:*'));
    const RoleArn = role({ Principal: { AWS: named.arn } }, allow('ec2:*'));
    await expect(assume(named.settings, RoleArn)).resolves.toBeDefined();
    const stranger = user(allow('sts:AssumeRole'));
    await expect(assume(stranger.settings, RoleArn)).rejects.toMatchObject(
      refused(stranger.arn, RoleArn),
    );
    const denied = user(deny('sts:AssumeRole'));
    const trusting = role({ Principal: { AWS: denied.arn } }, allow('ec2:*'));
    await expect(assume(denied.settings, trusting)).rejects.toMatchObject(
      refused(denied.arn, trusting),
    );
  });

  it('asks for the external id that the trust names', async () => {
    const { settings } = user(allow('sts:AssumeRole'));
    const Condition = { StringEquals: { 'sts:ExternalId': 'hub' } };
    const RoleArn = role({ ...trustAccount, Condition }, allow('ec2:*'));
    await expect(assume(settings, RoleArn)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(settings, RoleArn, { ExternalId: 'hub' })).resolves.toBeDefined();
  });

  it('does not tell a role that is not there from one that does not trust', async () => {
    const { arn, settings } = user(allow('*'));
    const RoleArn = `arn:aws:iam::${account}:role/none`;
    await expect(assume(settings, RoleArn)).rejects.toMatchObject(refused(arn, RoleArn));
  });

  it('lasts no longer than the role allows (STS API reference, AssumeRole)', async () => {
    const { settings } = user(allow('sts:AssumeRole'));
    const RoleArn = role(trustAccount, allow('ec2:*'));
    await expect(assume(settings, RoleArn, { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });
});

describe('API Gateway asks for more than the call', () => {
  const createRestApi = (policy: object, input: object) =>
    new APIGatewayClient(user(policy).settings).send(
      new CreateRestApiCommand({ name: 'api', ...input }),
    );
  const post = allow('apigateway:POST', 'arn:aws:apigateway:*::/restapis');

  it('with a resource policy: UpdateRestApiPolicy (aws-facts D3)', async () => {
    await expect(createRestApi(post, {})).resolves.toBeDefined();
    await expect(createRestApi(post, { policy: JSON.stringify(allow('*')) })).rejects.toThrow(
      /perform: apigateway:UpdateRestApiPolicy on resource/,
    );
  });

  it('with tags: PUT on the tags of an escaped ARN (mattclay/aws-terminator#284)', async () => {
    await expect(createRestApi(post, { tags: { a: 'b' } })).rejects.toThrow(
      'perform: apigateway:PUT on resource: arn:aws:apigateway:ap-northeast-1::/tags/arn%3Aaws%3Aapigateway%3Aap-northeast-1%3A%3A%2Frestapis%2F*',
    );
  });
});

describe('CloudFormation', () => {
  const TemplateBody = JSON.stringify({
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } },
  });
  const trustCloudFormation = { Principal: { Service: 'cloudformation.amazonaws.com' } };
  const create = async (settings: ReturnType<typeof user>['settings'], more: object = {}) => {
    const client = new CloudFormationClient(settings);
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: `stack-${++made}`, TemplateBody, ...more }),
    );
    const stack = await settled(client, StackId);
    const failed = (await eventsOf(client, StackId)).find(
      ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
    );
    return { status: stack.StackStatus, reason: failed?.ResourceStatusReason ?? null };
  };

  it('acts with the caller’s rights where it was handed no role (UserGuide, service role)', async () => {
    const able = user(allow(['cloudformation:*', 'ec2:*']));
    expect(await create(able.settings)).toEqual({ status: 'CREATE_COMPLETE', reason: null });
    const unable = user(allow(['cloudformation:*', 'ec2:Describe*']));
    const { status, reason } = await create(unable.settings);
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reason).toContain(`User: ${unable.arn} is not authorized to perform: ec2:CreateVpc`);
    expect(reason).toContain('HandlerErrorCode: AccessDenied');
  });

  it('acts with the role’s rights and no others, as AWSCloudFormation (data-lakes-on-aws#275)', async () => {
    const RoleARN = role(trustCloudFormation, allow('ec2:*'));
    const caller = user(allow(['cloudformation:*', 'iam:PassRole']));
    expect((await create(caller.settings, { RoleARN })).status).toBe('CREATE_COMPLETE');
    const poor = role(trustCloudFormation, allow('ec2:Describe*'));
    const mighty = user(allow('*'));
    const { reason } = await create(mighty.settings, { RoleARN: poor });
    expect(reason).toMatch(
      /User: arn:aws:sts::\d+:assumed-role\/role-\d+\/AWSCloudFormation is not authorized to perform: ec2:CreateVpc/,
    );
  });

  it('is handed a role only by who may pass it to CloudFormation (iam:PassedToService)', async () => {
    const RoleARN = role(trustCloudFormation, allow('ec2:*'));
    const passes = (service: string) =>
      user({
        Version: '2012-10-17',
        Statement: [
          ...allow('cloudformation:*').Statement,
          ...allow('iam:PassRole', RoleARN, {
            Condition: { StringEquals: { 'iam:PassedToService': service } },
          }).Statement,
        ],
      }).settings;
    expect((await create(passes('cloudformation.amazonaws.com'), { RoleARN })).reason).toBeNull();
    await expect(create(passes('lambda.amazonaws.com'), { RoleARN })).rejects.toThrow(
      `is not authorized to perform: iam:PassRole on resource: ${RoleARN}`,
    );
  });

  it('refuses a role that does not trust it', async () => {
    const RoleARN = role(trustAccount, allow('ec2:*'));
    await expect(create(user(allow('*')).settings, { RoleARN })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Role ${RoleARN} is invalid or cannot be assumed`,
    });
  });
});
