import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '../sandbox/server';
import type { NetworkSpecInput } from '../templates/network/spec';
import { parseSpec } from '../templates/spec';
import { stackFor } from '../templates/stack';
import {
  bootstrapSpecInputs,
  createdNetworkSpecInputs,
  networkSpecInputs,
  proxySpecInputs,
} from '../templates/testing/arbitraries';
import { renderCommand } from './render-command';

/** How many of each kind; RENDER_SPECS raises it, RENDER_SEED replays a run. */
const count = Number(process.env.RENDER_SPECS || 20);
const seed = Number(process.env.RENDER_SEED || Date.now() % 2 ** 31);

type AdoptedVpc = { id: string; subnetIds: string[]; endpointId: string; groupIds: string[] };

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let client: CloudFormationClient;
let bare: AdoptedVpc;
let whole: AdoptedVpc;

beforeAll(async () => {
  sandbox = await createSandbox({ port: 0, paceMs: 0 });
  const settings = {
    endpoint: sandbox.url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  };
  client = new CloudFormationClient(settings);
  const ec2 = new EC2Client(settings);
  bare = await makeVpc(ec2, false);
  whole = await makeVpc(ec2, true);
});
afterAll(() => sandbox.close());

const kinds = {
  bootstrap: bootstrapSpecInputs(),
  proxy: proxySpecInputs(),
  // The zones in which the local AWS offers execute-api.
  'network with a VPC of its own': createdNetworkSpecInputs(['ap-northeast-1a', 'ap-northeast-1c']),
  'network in a VPC that is there': networkSpecInputs().filter(({ vpc }) => 'id' in vpc),
} satisfies Record<string, fc.Arbitrary<object>>;

it.each(Object.entries<fc.Arbitrary<object>>(kinds))(
  `a random valid %s is rendered alike twice, made to the end and deleted without a rest (seed ${seed})`,
  async (kind, inputs) => {
    const before = standing();
    for (const [index, sample] of fc.sample(inputs, { numRuns: count, seed }).entries()) {
      const input = 'vpc' in sample ? inStandingVpc(sample as NetworkSpecInput) : sample;
      const args = [kind.split(' ')[0] ?? '', '--format', index % 2 === 0 ? 'yaml' : 'json'];
      const render = () => renderCommand(args, () => JSON.stringify(input));
      const body = render();
      expect(render()).toBe(body);
      const spec = parseSpec(input);
      if (!spec.ok) throw new Error(`Not a valid spec: ${JSON.stringify(spec.faults)}`);
      const { stackName, capabilities, tags } = stackFor(spec.spec);
      const { StackId = '' } = await client.send(
        new CreateStackCommand({
          StackName: stackName,
          TemplateBody: body,
          Capabilities: capabilities as Capability[],
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      );
      expect(await settled(StackId), JSON.stringify(input)).toBe('CREATE_COMPLETE');
      await client.send(new DeleteStackCommand({ StackName: StackId }));
      expect(await settled(StackId), JSON.stringify(input)).toBe('DELETE_COMPLETE');
      expect(standing(), JSON.stringify(input)).toEqual(before);
    }
  },
  60_000 + count * 2_000,
);

/** How much of everything that stacks of ours make there is in the account. */
function standing(): Record<string, number> {
  const { apigateway, ec2, iam, lambda, logs } = sandbox.context;
  const all = {
    apis: apigateway.apis,
    plans: apigateway.plans,
    keys: apigateway.keys,
    vpcs: ec2.vpcs,
    subnets: ec2.subnets,
    groups: ec2.securityGroups,
    endpoints: ec2.endpoints,
    roles: iam.roles,
    functions: lambda.functions,
    logs: logs.groups,
  };
  return Object.fromEntries(Object.entries(all).map(([name, { size }]) => [name, size]));
}

/** The same spec with the ids of a VPC that the account has, where it names one. */
function inStandingVpc(input: NetworkSpecInput): NetworkSpecInput {
  const { vpc } = input;
  if (!('id' in vpc)) return input;
  const { id, subnetIds } = vpc.endpointId ? whole : bare;
  if (!vpc.endpointId) return { ...input, vpc: { ...vpc, id, subnetIds } };
  const endpointSecurityGroupIds = whole.groupIds.slice(0, vpc.endpointSecurityGroupIds?.length);
  const { endpointId } = whole;
  return { ...input, vpc: { ...vpc, id, subnetIds, endpointId, endpointSecurityGroupIds } };
}

async function makeVpc(ec2: EC2Client, withEndpoint: boolean): Promise<AdoptedVpc> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const id = Vpc?.VpcId ?? '';
  for (const attribute of ['EnableDnsSupport', 'EnableDnsHostnames']) {
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId: id, [attribute]: { Value: true } }));
  }
  const subnetIds: string[] = [];
  for (const [index, letter] of ['a', 'c'].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: id,
        CidrBlock: `10.9.${index}.0/24`,
        AvailabilityZone: `ap-northeast-1${letter}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  if (!withEndpoint) return { id, subnetIds, endpointId: '', groupIds: [] };
  const groupIds: string[] = [];
  for (const index of [1, 2, 3, 4, 5]) {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({
        VpcId: id,
        GroupName: `endpoint-${index}`,
        Description: 'endpoint',
      }),
    );
    groupIds.push(GroupId ?? '');
  }
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: id,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
      SubnetIds: subnetIds,
      SecurityGroupIds: groupIds,
      PrivateDnsEnabled: true,
    }),
  );
  return { id, subnetIds, endpointId: VpcEndpoint?.VpcEndpointId ?? '', groupIds };
}

/** The status a stack comes to rest in, with the first cause where it failed. */
async function settled(stackId: string): Promise<string> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    const status = Stacks?.[0]?.StackStatus ?? 'UNKNOWN';
    if (status.endsWith('_IN_PROGRESS')) continue;
    if (status === 'CREATE_COMPLETE' || status === 'DELETE_COMPLETE') return status;
    const { StackEvents } = await client.send(
      new DescribeStackEventsCommand({ StackName: stackId }),
    );
    const failed = StackEvents?.findLast((event) => event.ResourceStatus?.endsWith('_FAILED'));
    return `${status}: ${failed?.LogicalResourceId}: ${failed?.ResourceStatusReason}`;
  }
}
