import {
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DescribeAvailabilityZonesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { clientSettings } from '../testing/sdk';
import { startSandbox } from '../testing/start';

// Source: aws-facts A1 to A3 and the EC2 API Reference

const sandbox = await startSandbox();
const ec2 = new EC2Client(clientSettings(sandbox));
const ServiceName = 'com.amazonaws.ap-northeast-1.execute-api';

async function makeVpc(CidrBlock = '10.0.0.0/16'): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  return Vpc?.VpcId ?? '';
}

async function makeSubnet(VpcId: string, CidrBlock: string, zone = 'a'): Promise<string> {
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: `ap-northeast-1${zone}` }),
  );
  return Subnet?.SubnetId ?? '';
}

async function withDnsNames(VpcId: string): Promise<void> {
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
}

const endpointOf = (VpcId: string, SubnetIds: string[], more: object = {}) =>
  ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      SubnetIds,
      ServiceName,
      VpcEndpointType: 'Interface',
      ...more,
    }),
  );

describe('a VPC', () => {
  test('resolves names but gives none, until told to (aws-facts A1)', async () => {
    const VpcId = await makeVpc();
    const attribute = async (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
      ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
    expect((await attribute('enableDnsSupport')).EnableDnsSupport?.Value).toBe(true);
    expect((await attribute('enableDnsHostnames')).EnableDnsHostnames?.Value).toBe(false);
    await withDnsNames(VpcId);
    expect((await attribute('enableDnsHostnames')).EnableDnsHostnames?.Value).toBe(true);
  });

  test('is found by id, tag and wildcard; an unknown id and an unknown filter are errors', async () => {
    const VpcId = await makeVpc();
    await ec2.send(
      new CreateTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'Name', Value: 'legacy-7' }] }),
    );
    const { Vpcs = [] } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: ['legacy-*'] }] }),
    );
    expect(Vpcs).toMatchObject([
      { VpcId, CidrBlock: '10.0.0.0/16', State: 'available', IsDefault: false },
    ]);
    await expect(
      ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-00000000000000000'] })),
    ).rejects.toMatchObject({
      name: 'InvalidVpcID.NotFound',
      message: "The vpc ID 'vpc-00000000000000000' does not exist",
    });
    await expect(
      ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'bogus', Values: ['x'] }] })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'bogus' is invalid",
    });
  });

  test.each(['10.0.0.0/8', '10.0.0.0/29'])('of %s is refused: /16 to /28 only', async (cidr) => {
    await expect(makeVpc(cidr)).rejects.toMatchObject({ name: 'InvalidVpc.Range' });
  });

  test('comes with a main route table without a way out and a default group, and cannot go while used', async () => {
    const VpcId = await makeVpc();
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    );
    expect(RouteTables).toMatchObject([
      {
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }],
        Associations: [{ Main: true }],
      },
    ]);
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    );
    expect(SecurityGroups).toMatchObject([
      {
        GroupName: 'default',
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ]);
    await ec2.send(new CreateRouteTableCommand({ VpcId }));
    await expect(ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
      message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    });
  });
});

describe('a subnet', () => {
  test('lies in its VPC, apart from others, in a zone that exists', async () => {
    const VpcId = await makeVpc();
    await makeSubnet(VpcId, '10.0.0.0/24');
    await expect(makeSubnet(VpcId, '10.0.0.128/25')).rejects.toMatchObject({
      name: 'InvalidSubnet.Conflict',
    });
    await expect(makeSubnet(VpcId, '192.168.0.0/24')).rejects.toMatchObject({
      name: 'InvalidSubnet.Range',
    });
    await expect(makeSubnet(VpcId, '10.0.1.0/24', 'x')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  test('is listed in pages', async () => {
    const VpcId = await makeVpc();
    for (let index = 0; index < 7; index += 1) await makeSubnet(VpcId, `10.0.${index}.0/24`);
    const sizes: number[] = [];
    const pages = paginateDescribeSubnets(
      { client: ec2, pageSize: 5 },
      { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] },
    );
    for await (const page of pages) sizes.push(page.Subnets?.length ?? 0);
    expect(sizes).toEqual([5, 2]);
  });
});

describe('an endpoint for execute-api', () => {
  test('exists in all zones but one, which is refused (aws-facts A1: not all zones are supported)', async () => {
    const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
    const { ServiceDetails = [] } = await ec2.send(
      new DescribeVpcEndpointServicesCommand({ ServiceNames: [ServiceName] }),
    );
    expect(AvailabilityZones.map((zone) => zone.ZoneName)).toEqual([
      'ap-northeast-1a',
      'ap-northeast-1c',
      'ap-northeast-1d',
    ]);
    expect(ServiceDetails).toMatchObject([
      {
        AvailabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
        ServiceType: [{ ServiceType: 'Interface' }],
        PrivateDnsName: '*.execute-api.ap-northeast-1.amazonaws.com',
      },
    ]);
    const VpcId = await makeVpc();
    const subnet = await makeSubnet(VpcId, '10.0.0.0/24', 'd');
    await expect(endpointOf(VpcId, [subnet], { PrivateDnsEnabled: false })).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: `The VPC endpoint service ${ServiceName} does not support the availability zone of the subnet: ${subnet}.`,
    });
  });

  test('needs both DNS attributes for private DNS, and is the only one of its VPC with it (aws-facts A1, A2; cfn-lint E3064)', async () => {
    const VpcId = await makeVpc();
    const subnet = await makeSubnet(VpcId, '10.0.0.0/24');
    await expect(endpointOf(VpcId, [subnet])).rejects.toMatchObject({
      name: 'InvalidParameter',
      message: `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    });
    await withDnsNames(VpcId);
    const { VpcEndpoint } = await endpointOf(VpcId, [subnet]);
    expect(VpcEndpoint).toMatchObject({ State: 'available', PrivateDnsEnabled: true, VpcId });
    expect(VpcEndpoint?.DnsEntries?.map((entry) => entry.DnsName)).toContain(
      '*.execute-api.ap-northeast-1.amazonaws.com',
    );
    await expect(endpointOf(VpcId, [subnet])).rejects.toMatchObject({
      message: `private-dns-enabled cannot be set because there is already a conflicting DNS domain for *.execute-api.ap-northeast-1.amazonaws.com in the VPC ${VpcId}`,
    });
    await expect(endpointOf(VpcId, [subnet], { PrivateDnsEnabled: false })).resolves.toBeDefined();
  });

  test('gets an address in each subnet, allows all by default, listens, and holds subnet and group until it goes', async () => {
    const VpcId = await makeVpc();
    await withDnsNames(VpcId);
    const a = await makeSubnet(VpcId, '10.0.0.0/24', 'a');
    const c = await makeSubnet(VpcId, '10.0.1.0/24', 'c');
    const { GroupId = '' } = await ec2.send(
      new CreateSecurityGroupCommand({ VpcId, GroupName: 'endpoint', Description: 'endpoint' }),
    );
    const { VpcEndpoint } = await endpointOf(VpcId, [a, c], { SecurityGroupIds: [GroupId] });
    const id = VpcEndpoint?.VpcEndpointId ?? '';
    const { VpcEndpoints = [] } = await ec2.send(
      new DescribeVpcEndpointsCommand({
        Filters: [
          { Name: 'vpc-id', Values: [VpcId] },
          { Name: 'service-name', Values: [ServiceName] },
        ],
      }),
    );
    expect(VpcEndpoints).toMatchObject([
      { VpcEndpointId: id, SubnetIds: [a, c], Groups: [{ GroupId, GroupName: 'endpoint' }] },
    ]);
    expect(JSON.parse(VpcEndpoints[0]?.PolicyDocument ?? '')).toMatchObject({
      Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
    });
    const { NetworkInterfaces = [] } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        NetworkInterfaceIds: VpcEndpoints[0]?.NetworkInterfaceIds ?? [],
      }),
    );
    expect(NetworkInterfaces.map((eni) => eni.PrivateIpAddress).sort()).toEqual([
      '10.0.0.4',
      '10.0.1.4',
    ]);
    expect(sandbox.endpoints().map((endpoint) => endpoint.endpointId)).toContain(id);

    await expect(ec2.send(new DeleteSubnetCommand({ SubnetId: a }))).rejects.toMatchObject({
      name: 'DependencyViolation',
    });
    await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId }))).rejects.toMatchObject({
      message: `resource ${GroupId} has a dependent object`,
    });
    const { Unsuccessful = [] } = await ec2.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id, 'vpce-00000000000000000'] }),
    );
    expect(Unsuccessful).toMatchObject([
      { ResourceId: 'vpce-00000000000000000', Error: { Code: 'InvalidVpcEndpoint.NotFound' } },
    ]);
    expect(sandbox.endpoints().map((endpoint) => endpoint.endpointId)).not.toContain(id);
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    await ec2.send(new DeleteSubnetCommand({ SubnetId: a }));
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [c] }));
    expect(Subnets[0]?.AvailableIpAddressCount).toBe(251);
  });
});

test('the same rule twice is refused', async () => {
  const VpcId = await makeVpc();
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: 'web', Description: 'web' }),
  );
  const allow = () =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
        ],
      }),
    );
  const { SecurityGroupRules = [] } = await allow();
  expect(SecurityGroupRules).toMatchObject([
    { IpProtocol: 'tcp', CidrIpv4: '10.0.0.0/16', IsEgress: false },
  ]);
  await expect(allow()).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
});
