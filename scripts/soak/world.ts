import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { connect } from '../../lib/aws/clients';
import { mainTarget } from '../../lib/aws/targets';
import { createWorld, region, type World } from '../../lib/testing/world';
import { createSandbox, type Sandbox } from '../../sandbox/server';
import { deadline } from './deadline';

/** A call that is struck dumb is given up after this; long for a loopback, short for a soak. */
const callTimeoutMs = 300;
const unbound = { ratePerSecond: 10_000, burst: 10_000 };

export type SoakWorld = { sandbox: Sandbox; world: World; adopted: AdoptedVpc[] };

/** A VPC that was there before Sluice: bare, or with an execute-api endpoint of its own. */
export type AdoptedVpc = { id: string; subnetIds: string[]; endpointId: string | null };

export async function createSoakWorld(): Promise<SoakWorld> {
  const sandbox = await createSandbox({ paceMs: 1, usageLagMs: 0 });
  const world = await createWorld(async () => sandbox);
  connect(mainTarget(), {
    callTimeoutMs,
    deadline,
    budgets: {
      apigateway: unbound,
      cloudformation: unbound,
      cloudwatch: unbound,
      ec2: unbound,
      lambda: unbound,
      logs: unbound,
      quotas: unbound,
      sts: unbound,
    },
  });
  const ec2 = new EC2Client({ endpoint: sandbox.url, region });
  const adopted = [
    await makeVpc(ec2, '10.1.0.0/16', false),
    await makeVpc(ec2, '10.2.0.0/16', true),
  ];
  ec2.destroy();
  return { sandbox, world, adopted };
}

async function makeVpc(
  ec2: EC2Client,
  CidrBlock: string,
  hasEndpoint: boolean,
): Promise<AdoptedVpc> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  const id = Vpc?.VpcId ?? '';
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: id, EnableDnsHostnames: { Value: true } }));
  const prefix = CidrBlock.split('.').slice(0, 2).join('.');
  const subnetIds: string[] = [];
  for (const [index, zone] of ['a', 'c'].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: id,
        CidrBlock: `${prefix}.${index}.0/24`,
        AvailabilityZone: `${region}${zone}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  return { id, subnetIds, endpointId: hasEndpoint ? await makeEndpoint(ec2, id, subnetIds) : null };
}

async function makeEndpoint(ec2: EC2Client, VpcId: string, SubnetIds: string[]): Promise<string> {
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: 'endpoint', Description: 'endpoint' }),
  );
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      SubnetIds,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.execute-api`,
      SecurityGroupIds: [GroupId],
      PrivateDnsEnabled: true,
    }),
  );
  return VpcEndpoint?.VpcEndpointId ?? '';
}
