import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled, trail } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: aws-facts D1, D2

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));
const ec2 = new EC2Client(clientSettings(sandbox));
const network = readFileSync(new URL('../fixtures/network.yaml', import.meta.url), 'utf8');

const oneVpc = (cidr: string) =>
  JSON.stringify({
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } } },
  });

/** A VPC, and a subnet outside of it, which EC2 refuses; beside it a slow path that is then cancelled. */
const failing = `
Resources:
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.0.0.0/16 } }
  Good: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 } }
  Bad: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !Ref Vpc, CidrBlock: 10.9.0.0/24 } }
`;

describe('creating', () => {
  test('runs in dependency order and ends with outputs; a token marks every event (aws-facts D1)', async () => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({
        StackName: 'network',
        TemplateBody: network,
        ClientRequestToken: 'token-1',
        Tags: [{ Key: 'sluice:team', Value: 'platform' }],
      }),
    );
    const stack = await settled(client, StackId);
    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', StackName: 'network' });
    expect(stack.StackId).toMatch(
      /^arn:aws:cloudformation:ap-northeast-1:\d{12}:stack\/network\/[0-9a-f-]{36}$/,
    );
    const outputs = Object.fromEntries(
      (stack.Outputs ?? []).map((output) => [output.OutputKey, output.OutputValue]),
    );
    expect(outputs.VpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(outputs.EndpointDnsName).toMatch(
      /^vpce-.*\.execute-api\.ap-northeast-1\.vpce\.amazonaws\.com$/,
    );

    const events = await eventsOf(client, StackId);
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(new Set(['token-1']));
    expect(new Set(events.map((event) => event.EventId)).size).toBe(events.length);
    const order = trail(events);
    expect(order[0]).toBe('network CREATE_IN_PROGRESS');
    expect(order.at(-1)).toBe('network CREATE_COMPLETE');
    expect(order.indexOf('Vpc CREATE_COMPLETE')).toBeLessThan(
      order.indexOf('SubnetA CREATE_IN_PROGRESS'),
    );
    expect(order.indexOf('SubnetC CREATE_COMPLETE')).toBeLessThan(
      order.indexOf('Endpoint CREATE_IN_PROGRESS'),
    );

    const { Vpcs = [] } = await ec2.send(
      new DescribeVpcsCommand({ VpcIds: [outputs.VpcId ?? ''] }),
    );
    const tags = Object.fromEntries((Vpcs[0]?.Tags ?? []).map((tag) => [tag.Key, tag.Value]));
    expect(tags).toMatchObject({
      Name: 'network-vpc',
      'sluice:team': 'platform',
      'aws:cloudformation:stack-name': 'network',
    });
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'network' }));
    expect(TemplateBody).toBe(network);
    expect(sandbox.endpoints()).toMatchObject([{ endpointId: outputs.EndpointId }]);
  });

  test('is idempotent by token, and refuses a taken name (S-SDK ClientRequestToken, AlreadyExistsException)', async () => {
    const input = {
      StackName: 'once',
      TemplateBody: oneVpc('10.1.0.0/16'),
      ClientRequestToken: 'same',
    };
    const answers = await Promise.all([
      client.send(new CreateStackCommand(input)),
      client.send(new CreateStackCommand(input)),
    ]);
    expect(answers[0].StackId).toBe(answers[1].StackId);
    await expect(
      client.send(new CreateStackCommand({ ...input, ClientRequestToken: 'another' })),
    ).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [once] already exists',
    });
  });

  test('tells that a function is configured and being checked, and so of the stack that waits for nothing else (UG stack-resource-configuration-complete; events of sam deploy)', async () => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({
        StackName: 'checked',
        TemplateBody: oneFunction,
        ClientRequestToken: 'checked-1',
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    await settled(client, StackId);
    const events = await eventsOf(client, StackId);
    const told = events.filter(({ LogicalResourceId }) => LogicalResourceId !== 'Role');
    expect(
      told.map((event) => [
        event.LogicalResourceId,
        event.ResourceStatus,
        event.DetailedStatus,
        event.ResourceStatusReason,
      ]),
    ).toEqual([
      ['checked', 'CREATE_IN_PROGRESS', undefined, 'User Initiated'],
      ['Probe', 'CREATE_IN_PROGRESS', undefined, undefined],
      ['Probe', 'CREATE_IN_PROGRESS', undefined, 'Resource creation Initiated'],
      ['Probe', 'CREATE_IN_PROGRESS', ...check],
      ['checked', 'CREATE_IN_PROGRESS', ...check],
      ['Probe', 'CREATE_COMPLETE', undefined, undefined],
      ['checked', 'CREATE_COMPLETE', undefined, undefined],
    ]);
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(
      new Set(['checked-1']),
    );
  });
});

const check = ['CONFIGURATION_COMPLETE', 'Eventual consistency check initiated'];

const oneFunction = JSON.stringify({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        },
      },
    },
    Probe: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async () => 1;' },
      },
    },
  },
});

describe('a failing resource', () => {
  test('cancels the others, rolls back in reverse order and leaves ROLLBACK_COMPLETE, which can only be deleted (aws-facts D2)', async () => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'failing', TemplateBody: failing }),
    );
    const stack = await settled(client, StackId);
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await eventsOf(client, StackId);
    const cause = events.find((event) => event.ResourceStatus === 'CREATE_FAILED');
    expect(cause).toMatchObject({ LogicalResourceId: 'Bad', ResourceType: 'AWS::EC2::Subnet' });
    expect(cause?.ResourceStatusReason).toMatch(
      /^Resource handler returned message: "The CIDR '10\.9\.0\.0\/24' is invalid\. \(Service: Ec2, Status Code: 400, Request ID: .*\)" \(RequestToken: .*, HandlerErrorCode: InvalidRequest\)$/,
    );
    const good = events.find(
      (event) => event.LogicalResourceId === 'Good' && event.ResourceStatus === 'CREATE_FAILED',
    );
    expect(good?.ResourceStatusReason).toBe('Resource creation cancelled');
    const turn = events.find((event) => event.ResourceStatus === 'ROLLBACK_IN_PROGRESS');
    expect(turn?.ResourceStatusReason).toBe(
      'The following resource(s) failed to create: [Bad, Good]. Rollback requested by user.',
    );
    expect(trail(events).slice(-2)).toEqual(['Vpc DELETE_COMPLETE', 'failing ROLLBACK_COMPLETE']);

    await expect(
      client.send(
        new UpdateStackCommand({ StackName: 'failing', TemplateBody: oneVpc('10.2.0.0/16') }),
      ),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
    await client.send(new DeleteStackCommand({ StackName: 'failing' }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test.each([
    ['DO_NOTHING', 'CREATE_FAILED', 2],
    ['DELETE', 'DELETE_COMPLETE', 0],
  ] as const)('with OnFailure %s ends in %s (S-SDK OnFailure)', async (OnFailure, status, left) => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({
        StackName: `on-failure-${OnFailure.replace('_', '-')}`,
        TemplateBody: failing,
        OnFailure,
      }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe(status);
    const { StackResources = [] } = await client.send(
      new DescribeStackResourcesCommand({ StackName: StackId }),
    );
    const made = StackResources.filter((resource) => resource.ResourceStatus !== 'DELETE_COMPLETE');
    expect(made.filter((resource) => resource.PhysicalResourceId).length).toBeLessThanOrEqual(left);
  });

  test('without rollback lets each path go to its own end (UserGuide, stack-failure-options)', async () => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({
        StackName: 'paths',
        TemplateBody: failing,
        DisableRollback: true,
      }),
    );
    expect(await settled(client, StackId)).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Bad]. ',
    });
    const order = trail(await eventsOf(client, StackId));
    expect(order).toContain('Good CREATE_COMPLETE');
    expect(order.at(-1)).toBe('paths CREATE_FAILED');
    await client.send(new DeleteStackCommand({ StackName: 'paths' }));
    expect((await settled(client, StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  test('in its outputs is told as any failure (form: LocalStack validated snapshots, test_invalid_getatt_fails)', async () => {
    const octets = { 'Fn::Split': ['.', { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }] };
    const { StackId = '' } = await client.send(
      new CreateStackCommand({
        StackName: 'outputs',
        TemplateBody: JSON.stringify({
          ...JSON.parse(oneVpc('10.4.0.0/16')),
          Outputs: { Ninth: { Value: { 'Fn::Select': [9, octets] } } },
        }),
      }),
    );
    expect((await settled(client, StackId)).StackStatus).toBe('ROLLBACK_COMPLETE');
    const turn = (await eventsOf(client, StackId)).find(
      (event) => event.ResourceStatus === 'ROLLBACK_IN_PROGRESS',
    );
    expect(turn?.ResourceStatusReason).toBe(
      'Template error: Fn::Select cannot select nonexistent value at index 9. Rollback requested by user.',
    );
  });

  test.each([
    [
      'an unknown property',
      { CidrBlock: '10.0.0.0/16', Foo: 1 },
      '#: extraneous key [Foo] is not permitted',
    ],
    [
      'a wrong type',
      { CidrBlock: '10.0.0.0/16', EnableDnsSupport: 'perhaps' },
      '#/EnableDnsSupport: expected type: Boolean, found: String',
    ],
  ])(
    "%s fails validation against AWS's resource schema (S-SPEC)",
    async (_what, Properties, text) => {
      const TemplateBody = JSON.stringify({
        Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties } },
      });
      const StackName = `schema-${text.length}`;
      const { StackId = '' } = await client.send(
        new CreateStackCommand({ StackName, TemplateBody }),
      );
      expect((await settled(client, StackId)).StackStatus).toBe('ROLLBACK_COMPLETE');
      const events = await eventsOf(client, StackId);
      const cause = events.find((event) => event.ResourceStatus === 'CREATE_FAILED');
      expect(cause?.ResourceStatusReason).toBe(
        `Properties validation failed for resource Vpc with message:\n${text}`,
      );
    },
  );

  test('a required property that is missing fails too (S-SPEC Subnet.VpcId)', async () => {
    const TemplateBody = JSON.stringify({
      Resources: { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { CidrBlock: '10.0.0.0/24' } } },
    });
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'no-vpc', TemplateBody }),
    );
    await settled(client, StackId);
    const cause = (await eventsOf(client, StackId)).find(
      (event) => event.ResourceStatus === 'CREATE_FAILED',
    );
    expect(cause?.ResourceStatusReason).toContain('#: required key [VpcId] not found');
  });
});

describe('tags (API Tag: 50 of them, keys of 1 to 128 and values of up to 256 characters; words UNCONFIRMED)', () => {
  const tagged = (Tags: { Key: string; Value: string }[]) =>
    client.send(
      new CreateStackCommand({
        StackName: `tagged-${randomUUID()}`,
        TemplateBody: oneVpc('10.5.0.0/16'),
        Tags,
      }),
    );
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));

  test.each([
    ['51 of them', numbered(51)],
    ['a key of 129 characters', [{ Key: 'k'.repeat(129), Value: 'v' }]],
    ['a value of 257 characters', [{ Key: 'k', Value: 'v'.repeat(257) }]],
    ['an empty key', [{ Key: '', Value: 'v' }]],
    ["a key of AWS's own", [{ Key: 'aws:mine', Value: 'v' }]],
    ['a key twice', [...numbered(1), ...numbered(1)]],
  ])('are refused: %s', async (_what, tags) => {
    await expect(tagged(tags)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('are taken at their limits', async () => {
    const longest = { Key: 'k'.repeat(128), Value: 'v'.repeat(256) };
    const { StackId = '' } = await tagged([...numbered(49), longest]);
    expect((await settled(client, StackId)).Tags).toHaveLength(50);
  });
});

describe('describing', () => {
  test('a page token that AWS did not give is refused (API DescribeStackEvents NextToken; words UNCONFIRMED)', async () => {
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'paged', TemplateBody: oneVpc('10.6.0.0/16') }),
    );
    await expect(
      client.send(new DescribeStackEventsCommand({ StackName: StackId, NextToken: 'mine' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('a stack that never was, or is deleted, is a ValidationError by name; a deleted one stays by ARN (aws-facts D1)', async () => {
    await expect(
      client.send(new DescribeStacksCommand({ StackName: 'never' })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id never does not exist',
    });
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'gone', TemplateBody: oneVpc('10.3.0.0/16') }),
    );
    await settled(client, StackId);
    await client.send(new DeleteStackCommand({ StackName: 'gone' }));
    await settled(client, StackId);
    await expect(client.send(new DescribeStacksCommand({ StackName: 'gone' }))).rejects.toThrow(
      'Stack with id gone does not exist',
    );
    expect((await eventsOf(client, StackId)).at(-1)?.ResourceStatus).toBe('DELETE_COMPLETE');
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    expect(Stacks.map((stack) => stack.StackId)).not.toContain(StackId);
  });

  test('events come newest first in pages of a hundred', async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `Vpc${index}`,
        { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      ]),
    );
    const { StackId = '' } = await client.send(
      new CreateStackCommand({ StackName: 'many', TemplateBody: JSON.stringify({ Resources }) }),
    );
    await settled(client, StackId);
    const events = await eventsOf(client, StackId);
    expect(events).toHaveLength(40 * 3 + 2);
    const moments = events.map((event) => event.Timestamp?.getTime() ?? 0);
    expect([...moments].sort((a, b) => a - b)).toEqual(moments);
  });
});
