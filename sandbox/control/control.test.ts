import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateVpnGatewayCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateFunctionCommand, LambdaClient, ListLayersCommand } from '@aws-sdk/client-lambda';
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled } from '../testing/sdk';
import { control, startSandbox } from '../testing/start';

// Source: ours: a promise of the local AWS, no fact about AWS

const lines: string[] = [];
const sandbox = await startSandbox({ log: (line) => lines.push(line) });
const settings = clientSettings(sandbox);
const cloudformation = new CloudFormationClient(settings);
const ec2 = new EC2Client(settings);
const sts = new STSClient(settings);

const network = JSON.stringify({
  Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } },
});
const fault = (body: object) => control(sandbox, 'POST', 'faults', body);

afterEach(() => control(sandbox, 'DELETE', 'faults'));

describe('faults', () => {
  test('inside CloudFormation one makes a resource fail for a real reason, in one stack only', async () => {
    await fault({ service: 'ec2', operation: 'CreateVpc', kind: 'denied', stack: 'unlucky' });
    const create = async (StackName: string) => {
      const { StackId = '' } = await cloudformation.send(
        new CreateStackCommand({ StackName, TemplateBody: network }),
      );
      return settled(cloudformation, StackId);
    };
    const [unlucky, lucky] = await Promise.all([create('unlucky'), create('lucky')]);
    expect(lucky.StackStatus).toBe('CREATE_COMPLETE');
    expect(unlucky.StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await eventsOf(cloudformation, unlucky.StackId ?? '');
    const cause = events.find((event) => event.ResourceStatus === 'CREATE_FAILED');
    expect(cause?.ResourceStatusReason).toMatch(
      /You are not authorized to perform this operation\. .*ec2:CreateVpc .*\(Service: Ec2, Status Code: 403.*HandlerErrorCode: AccessDenied\)$/,
    );
  });

  test('are listed with their hits, and refused when they say nothing', async () => {
    await fault({ service: 'sts', operation: 'GetCallerIdentity', kind: 'denied', message: 'no' });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('no');
    expect((await control(sandbox, 'GET', 'faults')).json).toMatchObject([
      { service: 'sts', hits: 1 },
    ]);
    expect((await fault({ service: 'ec2', kind: 'nothing' })).status).toBe(400);
  });
});

describe('time', () => {
  test('advances, and takes temporary credentials with it', async () => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::123456789012:role/sluice-read',
        RoleSessionName: 'dashboard',
        DurationSeconds: 900,
      }),
    );
    const assumed = new STSClient({
      ...settings,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    const { Arn, Account } = await assumed.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/sluice-read/dashboard');
    expect(Account).toBe('123456789012');
    const { json } = await control(sandbox, 'POST', 'clock', { advanceMs: 3_600_000 });
    expect(json).toMatchObject({ offsetMs: 3_600_000 });
    await expect(assumed.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  test('stands still for a stack that is held', async () => {
    await control(sandbox, 'POST', 'hold', { stack: 'held' });
    const { StackId = '' } = await cloudformation.send(
      new CreateStackCommand({ StackName: 'held', TemplateBody: network }),
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    const { Stacks = [] } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: 'held' }),
    );
    expect(Stacks[0]?.StackStatus).toBe('CREATE_IN_PROGRESS');
    await control(sandbox, 'POST', 'release', { stack: 'held' });
    expect((await settled(cloudformation, StackId)).StackStatus).toBe('CREATE_COMPLETE');
  });
});

describe('what is not there', () => {
  test('an unknown operation is answered as each protocol answers it, and logged by name', async () => {
    await expect(ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'The action CreateVpnGateway is not valid for this web service.',
    });
    const lambda = new LambdaClient(settings);
    await expect(lambda.send(new ListLayersCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    expect(lines).toContain('ec2 has no operation CreateVpnGateway');
    expect(lines.some((line) => line.startsWith('lambda has no operation GET /'))).toBe(true);
    await expect(
      lambda.send(
        new CreateFunctionCommand({ FunctionName: 'x', Role: 'arn:aws:iam::1:role/x', Code: {} }),
      ),
    ).rejects.toThrow();
  });

  test('an unsigned call, another Region and an unknown control path are refused', async () => {
    expect((await fetch(sandbox.url)).status).toBe(403);
    const elsewhere = new EC2Client({ ...settings, region: 'us-east-1' });
    await expect(elsewhere.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    expect((await control(sandbox, 'GET', 'nothing')).status).toBe(404);
  });
});

test("quotas are those of the services' pages (aws-facts C)", async () => {
  const client = new ServiceQuotasClient(settings);
  const { Quotas = [] } = await client.send(
    new ListServiceQuotasCommand({ ServiceCode: 'apigateway' }),
  );
  const byName = Object.fromEntries(Quotas.map((quota) => [quota.QuotaName, quota.Value]));
  expect(byName).toMatchObject({ 'Private APIs': 600, 'Usage plans': 300, 'API keys': 10_000 });
});

test('calls are counted by operation and stack, and reset empties the account', async () => {
  await control(sandbox, 'POST', 'reset');
  await cloudformation.send(
    new CreateStackCommand({ StackName: 'counted', TemplateBody: network }),
  );
  await cloudformation.send(new DescribeStacksCommand({ StackName: 'counted' }));
  await cloudformation.send(new DescribeStacksCommand({}));
  expect((await control(sandbox, 'GET', 'calls')).json).toMatchObject({
    calls: { 'cloudformation.CreateStack': 1, 'cloudformation.DescribeStacks': 2 },
    stacks: { counted: { 'cloudformation.CreateStack': 1, 'cloudformation.DescribeStacks': 1 } },
  });
  await control(sandbox, 'POST', 'reset');
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({}));
  expect(Stacks).toEqual([]);
  expect(sandbox.endpoints()).toEqual([]);
});
