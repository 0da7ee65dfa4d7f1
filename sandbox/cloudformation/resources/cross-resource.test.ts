import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { EC2Client, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { clientSettings, eventsOf, settled } from '../../testing/sdk';
import { startSandbox } from '../../testing/start';

const sandbox = await startSandbox();
const client = new CloudFormationClient(clientSettings(sandbox));
const ec2 = new EC2Client(clientSettings(sandbox));

type Resource = { Type: string; Properties?: object; DependsOn?: string | string[] };
type Resources = Record<string, Resource>;

async function create(Resources: Resources, Outputs: object = {}): Promise<Stack> {
  const { StackId = '' } = await client.send(
    new CreateStackCommand({
      StackName: `s-${randomUUID()}`,
      TemplateBody: JSON.stringify({ Resources, Outputs }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  return settled(client, StackId);
}

/** A stack whose resources go on being used by others; its outputs are `Ref`s. */
async function made(Resources: Resources): Promise<Record<string, string> & { StackId: string }> {
  const outputs = Object.keys(Resources).map((name) => [name, { Value: { Ref: name } }]);
  const stack = await create(Resources, Object.fromEntries(outputs));
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  const refs = (stack.Outputs ?? []).map((it) => [it.OutputKey, it.OutputValue]);
  return { ...Object.fromEntries(refs), StackId: stack.StackId ?? '' };
}

async function reasonOf(stack: Stack, status: string): Promise<string> {
  const events = await eventsOf(client, stack.StackId ?? '');
  const cause = events.find((event) => event.ResourceStatus === status);
  return cause?.ResourceStatusReason ?? '';
}

const handled = (message: string, service: string, code: string) =>
  expect.stringMatching(
    new RegExp(
      `^Resource handler returned message: "${message.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')} \\(Service: ${service}, Status Code: \\d{3}, Request ID: [0-9a-f-]{36}\\)" \\(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: ${code}\\)$`,
    ),
  );

async function failure(Resources: Resources): Promise<string> {
  const stack = await create(Resources);
  expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
  return reasonOf(stack, 'CREATE_FAILED');
}

async function deletionFailure({ StackId }: { StackId: string }): Promise<string> {
  await client.send(new DeleteStackCommand({ StackName: StackId }));
  const stack = await settled(client, StackId);
  expect(stack.StackStatus).toBe('DELETE_FAILED');
  return reasonOf(stack, 'DELETE_FAILED');
}

const vpc = (more: object = {}): Resource => ({
  Type: 'AWS::EC2::VPC',
  Properties: { CidrBlock: '10.0.0.0/16', ...more },
});
const subnet = (CidrBlock: string, letter: string, VpcId: unknown = { Ref: 'Vpc' }): Resource => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId, CidrBlock, AvailabilityZone: `ap-northeast-1${letter}` },
});
const endpoint = (subnets: string[], more: object = {}): Resource => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: {
    VpcEndpointType: 'Interface',
    VpcId: { Ref: 'Vpc' },
    ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.execute-api` },
    SubnetIds: subnets.map((name) => ({ Ref: name })),
    ...more,
  },
});
const dns = { EnableDnsSupport: true, EnableDnsHostnames: true };

describe('networks', () => {
  test('one private-DNS endpoint for a service and VPC (aws-facts A2, fortinet/fortigate-autoscale-aws#43)', async () => {
    const reason = await failure({
      Vpc: vpc(dns),
      Subnet: subnet('10.0.0.0/24', 'a'),
      First: endpoint(['Subnet'], { PrivateDnsEnabled: true }),
      Second: { ...endpoint(['Subnet'], { PrivateDnsEnabled: true }), DependsOn: 'First' },
    });
    expect(reason).toContain(
      'private-dns-enabled cannot be set because there is already a conflicting DNS domain for *.execute-api.ap-northeast-1.amazonaws.com in the VPC',
    );
  });

  test.each([
    ['hostnames', {}],
    ['support', { EnableDnsSupport: false }],
  ])('private DNS needs DNS %s (aws-facts A1)', async (_what, attributes) => {
    const reason = await failure({
      Vpc: vpc(attributes),
      Subnet: subnet('10.0.0.0/24', 'a'),
      Endpoint: endpoint(['Subnet'], { PrivateDnsEnabled: true }),
    });
    expect(reason).toContain(
      'Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-',
    );
  });

  test('DNS hostnames need DNS support, and a VPC refused leaves none behind (API ModifyVpcAttribute)', async () => {
    const before = sandbox.context.ec2.vpcs.size;
    const reason = await failure({ Vpc: vpc({ ...dns, EnableDnsSupport: false }) });
    expect(reason).toContain('DNS hostnames cannot be enabled');
    expect(sandbox.context.ec2.vpcs.size).toBe(before);
  });

  test('one DNS attribute a call (kubernetes-sigs/cluster-api-provider-aws#783)', async () => {
    const { Vpc } = await made({ Vpc: vpc() });
    await expect(
      ec2.send(
        new ModifyVpcAttributeCommand({
          VpcId: Vpc,
          EnableDnsSupport: { Value: true },
          EnableDnsHostnames: { Value: true },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
      message:
        'Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport',
    });
  });

  test('a zone without the service, and two subnets in one zone (aws-facts A1)', async () => {
    expect(
      await failure({
        Vpc: vpc(dns),
        Subnet: subnet('10.0.0.0/24', 'd'),
        Endpoint: endpoint(['Subnet']),
      }),
    ).toMatch(/does not support the availability zone of the subnet: subnet-[0-9a-f]{17}\./);
    expect(
      await failure({
        Vpc: vpc(dns),
        One: subnet('10.0.0.0/24', 'a'),
        Two: subnet('10.0.1.0/24', 'a'),
        Endpoint: endpoint(['One', 'Two']),
      }),
    ).toContain('Found another VPC endpoint subnet in the availability zone of subnet-');
  });

  test('subnets lie in their VPC and apart (API CreateSubnet InvalidSubnet.Range, InvalidSubnet.Conflict)', async () => {
    expect(await failure({ Vpc: vpc(), Out: subnet('10.1.0.0/24', 'a') })).toEqual(
      handled("The CIDR '10.1.0.0/24' is invalid.", 'Ec2', 'InvalidRequest'),
    );
    const twice = { ...subnet('10.0.0.128/25', 'c'), DependsOn: 'One' };
    expect(await failure({ Vpc: vpc(), One: subnet('10.0.0.0/24', 'a'), Two: twice })).toContain(
      "The CIDR '10.0.0.128/25' conflicts with another subnet",
    );
  });

  test('a VPC is from /16 to /28 (API CreateVpc InvalidVpc.Range)', async () => {
    expect(await failure({ Vpc: vpc({ CidrBlock: '10.0.0.0/15' }) })).toContain(
      "The CIDR '10.0.0.0/15' is invalid.",
    );
  });

  test('what another stack uses cannot go: subnet, group, VPC (API errors, DependencyViolation)', async () => {
    const group = (VpcId: unknown, more: object = {}): Resource => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId, GroupDescription: 'g', ...more },
    });
    const host = await made({ Vpc: vpc() });
    const Subnet = subnet('10.0.0.0/24', 'a', host.Vpc);
    const held = await made({ Subnet });
    const grouped = await made({ Group: group(host.Vpc) });
    await made({
      Endpoint: endpoint([], {
        VpcId: host.Vpc,
        SubnetIds: [held.Subnet],
        SecurityGroupIds: [grouped.Group],
      }),
    });
    const from = { IpProtocol: '-1', SourceSecurityGroupId: grouped.Group };
    await made({ Other: group(host.Vpc, { SecurityGroupIngress: [from] }) });
    expect(await deletionFailure(held)).toContain(
      `The subnet '${held.Subnet}' has dependencies and cannot be deleted.`,
    );
    expect(await deletionFailure(grouped)).toContain(
      `resource ${grouped.Group} has a dependent object`,
    );
    expect(await deletionFailure(host)).toEqual(
      handled(
        `The vpc '${host.Vpc}' has dependencies and cannot be deleted.`,
        'Ec2',
        'ResourceConflict',
      ),
    );
  });

  test('a group of the same name in a VPC (API CreateSecurityGroup InvalidGroup.Duplicate)', async () => {
    const group = (DependsOn: string): Resource => ({
      Type: 'AWS::EC2::SecurityGroup',
      DependsOn,
      Properties: { VpcId: { Ref: 'Vpc' }, GroupDescription: 'g', GroupName: 'twice' },
    });
    const reason = await failure({ Vpc: vpc(), One: group('Vpc'), Two: group('One') });
    expect(reason).toContain("The security group 'twice' already exists for VPC 'vpc-");
  });
});

const RestApiId = { Ref: 'Api' };
const api = (more: object = {}): Resource => ({
  Type: 'AWS::ApiGateway::RestApi',
  Properties: { Name: 'crossing', EndpointConfiguration: { Types: ['REGIONAL'] }, ...more },
});
const method: Resource = {
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    RestApiId,
    ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: { Type: 'HTTP_PROXY', IntegrationHttpMethod: 'GET', Uri: 'https://httpbin.org/' },
  },
};
const deployment: Resource = {
  Type: 'AWS::ApiGateway::Deployment',
  DependsOn: 'Get',
  Properties: { RestApiId },
};
const stage: Resource = {
  Type: 'AWS::ApiGateway::Stage',
  Properties: { RestApiId, DeploymentId: { Ref: 'Deployment' }, StageName: 'live' },
};
const served: Resources = { Api: api(), Get: method, Deployment: deployment, Live: stage };

describe('APIs', () => {
  test('a private one without a policy cannot be deployed (aws-facts A4, terraform-provider-aws#14290)', async () => {
    const reason = await failure({
      Api: api({ EndpointConfiguration: { Types: ['PRIVATE'] } }),
      Get: method,
      Deployment: deployment,
    });
    expect(reason).toContain("Private REST API doesn't have a resource policy attached to it");
  });

  test('a key is in one plan per stage (aws-facts B1, S-UP)', async () => {
    const plan: Resource = {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { ApiStages: [{ ApiId: RestApiId, Stage: { Ref: 'Live' } }] },
    };
    const member = (plan: string, DependsOn: string): Resource => ({
      Type: 'AWS::ApiGateway::UsagePlanKey',
      DependsOn,
      Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: plan } },
    });
    const reason = await failure({
      ...served,
      Key: { Type: 'AWS::ApiGateway::ApiKey' },
      One: plan,
      Two: plan,
      InOne: member('One', 'One'),
      InTwo: member('Two', 'InOne'),
    });
    // The words are UNCONFIRMED.
    expect(reason).toMatch(
      /is already associated with API Stage .* HandlerErrorCode: ResourceConflict/,
    );
  });

  test('a deployment that a stage of another stack points to cannot go (hashicorp/terraform#30733)', async () => {
    const host = await made({ Api: api(), Get: method });
    const deployed = await made({
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        Properties: { RestApiId: host.Api },
      },
    });
    await made({
      Live: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: host.Api, DeploymentId: deployed.Deployment, StageName: 'live' },
      },
    });
    expect(await deletionFailure(deployed)).toContain(
      'Active stages pointing to this deployment must be moved or deleted',
    );
  });

  test('key values are unique and of 20 to 128 characters (aws-facts A8, S-UP)', async () => {
    const key = (Value: string): Resource => ({
      Type: 'AWS::ApiGateway::ApiKey',
      Properties: { Value },
    });
    await made({ Key: key('the-same-value-as-another') });
    expect(await failure({ Key: key('the-same-value-as-another') })).toEqual(
      handled('API Key already exists', 'ApiGateway', 'ResourceConflict'),
    );
    expect(await failure({ Key: key('short') })).toContain(
      'API Key value should be at least 20 characters',
    );
  });
});

describe('names in the account', () => {
  const AssumeRolePolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const role = (RoleName: string): Resource => ({
    Type: 'AWS::IAM::Role',
    Properties: { RoleName, AssumeRolePolicyDocument },
  });

  test('a log group is found by its handler (amazon-marketing-cloud-uploader-from-aws#167)', async () => {
    const Group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/twice' } };
    await made({ Group });
    expect(await failure({ Group })).toMatch(
      /^Resource handler returned message: "Resource of type 'AWS::Logs::LogGroup' with identifier '\{"\/properties\/LogGroupName":"\/twice"\}' already exists\." \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: AlreadyExists\)$/,
    );
  });

  test('a role (IAM API, CreateRole EntityAlreadyExists)', async () => {
    await made({ Role: role('role-twice') });
    expect(await failure({ Role: role('role-twice') })).toEqual(
      handled('Role with name role-twice already exists.', 'Iam', 'AlreadyExists'),
    );
  });

  test('a role that has a policy of another stack cannot go (IAM API, DeleteRole DeleteConflict)', async () => {
    const host = await made({ Role: role('role-held') });
    await made({
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          Roles: [host.Role],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }],
          },
        },
      },
    });
    expect(await deletionFailure(host)).toContain(
      'Cannot delete entity, must detach all policies first.',
    );
  });
});
