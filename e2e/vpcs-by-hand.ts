import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';

const ec2 = new EC2Client({});

/** Ids of the interface endpoints of one VPC. */
export async function endpointsOf(vpcId: string): Promise<string[]> {
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return (VpcEndpoints ?? []).map(({ VpcEndpointId }) => VpcEndpointId ?? '');
}

/** As somebody in the console would. */
export async function setPrivateDns(endpointId: string, isOn: boolean): Promise<void> {
  const change = { VpcEndpointId: endpointId, PrivateDnsEnabled: isOn };
  await ec2.send(new ModifyVpcEndpointCommand(change));
}

/** True while the VPC exists. */
export async function vpcExists(vpcId: string): Promise<boolean> {
  const { Vpcs } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return (Vpcs ?? []).length > 0;
}

/** A VPC as a company might have it before Sluice: two private subnets, DNS attributes on, perhaps an endpoint. */
export async function makeVpc(
  name: string,
  withEndpoint: boolean,
): Promise<{ vpcId: string; subnetIds: string[]; endpointId: string | null }> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '172.31.0.0/16' }));
  const vpcId = Vpc?.VpcId ?? '';
  await ec2.send(
    new CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'Name', Value: name }] }),
  );
  await ec2.send(
    new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsSupport: { Value: true } }),
  );
  await ec2.send(
    new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }),
  );
  const subnetIds: string[] = [];
  for (const [index, az] of ['a', 'c'].entries()) {
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock: `172.31.${index}.0/24`,
        AvailabilityZone: `ap-northeast-1${az}`,
      }),
    );
    subnetIds.push(Subnet?.SubnetId ?? '');
  }
  if (!withEndpoint) return { vpcId, subnetIds, endpointId: null };
  return { vpcId, subnetIds, endpointId: await addEndpoint({ vpcId, subnetIds }, name) };
}

/** As many endpoints of another service as a VPC may have (VPC quotas: 50); answers how to take them away again. */
export async function fillWithEndpoints({
  vpcId,
  subnetIds,
}: {
  vpcId: string;
  subnetIds: string[];
}): Promise<() => Promise<void>> {
  const make = async () => {
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpcId,
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.ap-northeast-1.sts',
        SubnetIds: subnetIds.slice(0, 1),
        PrivateDnsEnabled: false,
      }),
    );
    return VpcEndpoint?.VpcEndpointId ?? '';
  };
  const VpcEndpointIds = await Promise.all(Array.from({ length: 50 }, make));
  return async () => {
    await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
  };
}

/** The VPC's endpoint for API Gateway with private DNS, as somebody makes it without Sluice. */
export async function addEndpoint(
  { vpcId, subnetIds }: { vpcId: string; subnetIds: string[] },
  name: string,
): Promise<string | null> {
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: vpcId,
      GroupName: `${name}-endpoint`,
      Description: 'endpoint',
    }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '172.31.0.0/16' }] },
      ],
    }),
  );
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: vpcId,
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.ap-northeast-1.execute-api',
      SubnetIds: subnetIds,
      SecurityGroupIds: GroupId ? [GroupId] : [],
      PrivateDnsEnabled: true,
    }),
  );
  return VpcEndpoint?.VpcEndpointId ?? null;
}
