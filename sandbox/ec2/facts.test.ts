// EC2's describes and their refusals, held against the local AWS and, by `npm run conformance`, against moto. Sources:

// Source: EC2 API Reference; asked of moto too
// the EC2 API Reference for members, and its "Error codes" page for codes; aws-facts A for endpoints.
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
  DeleteTagsCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DescribeAvailabilityZonesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import { refusal, standIn } from '../testing/facts';

const { settings, about } = await standIn();
const client = new EC2Client(settings);
const service = `com.amazonaws.${settings.region}.execute-api`;

async function makeVpc(CidrBlock = '10.0.0.0/16'): Promise<string> {
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock }));
  return Vpc?.VpcId ?? '';
}

async function makeSubnet(VpcId: string, CidrBlock: string, letter = 'a'): Promise<string> {
  const AvailabilityZone = `${settings.region}${letter}`;
  const { Subnet } = await client.send(
    new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }),
  );
  return Subnet?.SubnetId ?? '';
}

const makeGroup = (VpcId: string, GroupName: string) =>
  client.send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description: 'a group' }));

const refused = (code: string, message: string | RegExp) => ({
  code,
  status: 400,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
});

const of = (VpcId: string) => [{ Name: 'vpc-id', Values: [VpcId] }];
const unknown = '0123456789abcdef0';

about('a VPC', (fact) => {
  fact('is described as it was made', async () => {
    const { Vpc: made } = await client.send(
      new CreateVpcCommand({
        CidrBlock: '10.1.0.0/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'main' }] }],
      }),
    );
    const { Vpcs } = await client.send(new DescribeVpcsCommand({ VpcIds: [made?.VpcId ?? ''] }));
    expect(Vpcs).toMatchObject([
      {
        VpcId: expect.stringMatching(/^vpc-[\da-f]{17}$/),
        CidrBlock: '10.1.0.0/16',
        CidrBlockAssociationSet: [
          {
            AssociationId: expect.stringMatching(/^vpc-cidr-assoc-[\da-f]{17}$/),
            CidrBlock: '10.1.0.0/16',
            CidrBlockState: { State: 'associated' },
          },
        ],
        IsDefault: false,
        InstanceTenancy: 'default',
        State: 'available',
        Tags: [{ Key: 'Name', Value: 'main' }],
        OwnerId: '123456789012',
      },
    ]);
  });

  fact('resolves names but gives none, until told to', async () => {
    const VpcId = await makeVpc();
    const read = async (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
      client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
    expect((await read('enableDnsSupport')).EnableDnsSupport).toEqual({ Value: true });
    expect((await read('enableDnsHostnames')).EnableDnsHostnames).toEqual({ Value: false });
    await client.send(
      new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }),
    );
    expect((await read('enableDnsHostnames')).EnableDnsHostnames).toEqual({ Value: true });
  });

  fact('that is missing is not found', async () => {
    const VpcId = `vpc-${unknown}`;
    expect(await refusal(client.send(new DescribeVpcsCommand({ VpcIds: [VpcId] })))).toEqual(
      refused('InvalidVpcID.NotFound', `The vpc ID '${VpcId}' does not exist`),
    );
    expect((await refusal(client.send(new DeleteVpcCommand({ VpcId })))).code).toBe(
      'InvalidVpcID.NotFound',
    );
    const attribute = new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' });
    expect((await refusal(client.send(attribute))).code).toBe('InvalidVpcID.NotFound');
  });

  fact('of a block larger than /16 is refused', async () => {
    const made = client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/8' }));
    expect(await refusal(made)).toEqual(
      refused('InvalidVpc.Range', "The CIDR '10.0.0.0/8' is invalid."),
    );
  });

  fact('with a subnet has dependencies', async () => {
    const VpcId = await makeVpc();
    await makeSubnet(VpcId, '10.0.0.0/24');
    expect(await refusal(client.send(new DeleteVpcCommand({ VpcId })))).toEqual(
      refused('DependencyViolation', `The vpc '${VpcId}' has dependencies and cannot be deleted.`),
    );
  });

  fact('is found by a tag that is put on it, until that is taken off', async () => {
    const VpcId = await makeVpc();
    const Tags = [{ Key: `found-${VpcId}`, Value: 'yes' }];
    const find = async () =>
      (
        await client.send(
          new DescribeVpcsCommand({ Filters: [{ Name: `tag:found-${VpcId}`, Values: ['y*'] }] }),
        )
      ).Vpcs?.map((vpc) => vpc.VpcId);
    await client.send(new CreateTagsCommand({ Resources: [VpcId], Tags }));
    expect(await find()).toEqual([VpcId]);
    await client.send(new DeleteTagsCommand({ Resources: [VpcId], Tags }));
    expect(await find()).toEqual([]);
  });

  fact('comes with a main route table that knows only the way inside', async () => {
    const VpcId = await makeVpc('10.2.0.0/16');
    const { RouteTables } = await client.send(
      new DescribeRouteTablesCommand({ Filters: of(VpcId) }),
    );
    expect(RouteTables).toMatchObject([
      {
        VpcId,
        Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
        Routes: [
          {
            DestinationCidrBlock: '10.2.0.0/16',
            GatewayId: 'local',
            Origin: 'CreateRouteTable',
            State: 'active',
          },
        ],
      },
    ]);
  });

  fact('comes with a default group that takes from itself and sends anywhere', async () => {
    const VpcId = await makeVpc();
    const { SecurityGroups } = await client.send(
      new DescribeSecurityGroupsCommand({ Filters: of(VpcId) }),
    );
    const GroupId = SecurityGroups?.[0]?.GroupId;
    expect(SecurityGroups).toMatchObject([
      {
        GroupName: 'default',
        Description: 'default VPC security group',
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ]);
  });
});

about('a subnet', (fact) => {
  fact('is described with its zone and its free addresses', async () => {
    const VpcId = await makeVpc();
    const id = await makeSubnet(VpcId, '10.0.1.0/24', 'c');
    const { Subnets } = await client.send(new DescribeSubnetsCommand({ SubnetIds: [id] }));
    // The first four addresses of a subnet and the last are AWS's: VPC User Guide, "Subnet sizing".
    expect(Subnets).toMatchObject([
      {
        SubnetId: expect.stringMatching(/^subnet-[\da-f]{17}$/),
        VpcId,
        CidrBlock: '10.0.1.0/24',
        AvailabilityZone: `${settings.region}c`,
        AvailabilityZoneId: expect.stringMatching(/^apne1-az\d$/),
        AvailableIpAddressCount: 251,
        DefaultForAz: false,
        MapPublicIpOnLaunch: false,
        State: 'available',
        SubnetArn: `arn:aws:ec2:${settings.region}:123456789012:subnet/${id}`,
      },
    ]);
  });

  fact('lies in its VPC, apart from others', async () => {
    const VpcId = await makeVpc();
    await makeSubnet(VpcId, '10.0.0.0/24');
    expect(await refusal(makeSubnet(VpcId, '10.0.0.128/25'))).toEqual(
      refused('InvalidSubnet.Conflict', "The CIDR '10.0.0.128/25' conflicts with another subnet"),
    );
    expect(await refusal(makeSubnet(VpcId, '10.9.0.0/24'))).toEqual(
      refused('InvalidSubnet.Range', "The CIDR '10.9.0.0/24' is invalid."),
    );
  });

  fact('that is missing is not found', async () => {
    const id = `subnet-${unknown}`;
    const message = `The subnet ID '${id}' does not exist`;
    expect(await refusal(client.send(new DescribeSubnetsCommand({ SubnetIds: [id] })))).toEqual(
      refused('InvalidSubnetID.NotFound', message),
    );
    expect(await refusal(client.send(new DeleteSubnetCommand({ SubnetId: id })))).toEqual(
      refused('InvalidSubnetID.NotFound', message),
    );
  });

  fact('is listed in pages', async () => {
    const VpcId = await makeVpc();
    const ids: string[] = [];
    for (let index = 0; index < 7; index++) ids.push(await makeSubnet(VpcId, `10.0.${index}.0/24`));
    const listed: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new DescribeSubnetsCommand({ Filters: of(VpcId), MaxResults: 5, NextToken }),
      );
      expect(page.Subnets?.length).toBeLessThanOrEqual(5);
      listed.push(...(page.Subnets ?? []).map(({ SubnetId }) => SubnetId));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(listed.sort()).toEqual(ids.sort());
  });
});

about('a route table', (fact) => {
  fact('that is missing is not found', async () => {
    const id = `rtb-${unknown}`;
    const asked = client.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }));
    expect(await refusal(asked)).toEqual(
      refused('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`),
    );
  });

  fact('that is made beside the main one is not main', async () => {
    const VpcId = await makeVpc();
    const { RouteTable } = await client.send(new CreateRouteTableCommand({ VpcId }));
    const main = [...of(VpcId), { Name: 'association.main', Values: ['true'] }];
    const { RouteTables } = await client.send(new DescribeRouteTablesCommand({ Filters: main }));
    expect(RouteTables).toHaveLength(1);
    expect(RouteTables?.[0]?.RouteTableId).not.toBe(RouteTable?.RouteTableId);
    expect(RouteTable?.Associations ?? []).toEqual([]);
  });
});

about('a security group', (fact) => {
  fact('sends anywhere and takes nothing, until told to', async () => {
    const VpcId = await makeVpc();
    const { GroupId = '' } = await makeGroup(VpcId, 'fresh');
    const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    const permission = {
      ...rule,
      IpRanges: [{ CidrIp: '10.0.0.0/16', Description: 'from inside' }],
    };
    const again = new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [permission],
    });
    const { SecurityGroupRules } = await client.send(again);
    expect(SecurityGroupRules).toMatchObject([
      {
        ...rule,
        GroupId,
        CidrIpv4: '10.0.0.0/16',
        IsEgress: false,
        Description: 'from inside',
        SecurityGroupRuleId: expect.stringMatching(/^sgr-[\da-f]{17}$/),
      },
    ]);
    const { SecurityGroups } = await client.send(
      new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
    );
    expect(SecurityGroups).toMatchObject([
      {
        GroupId: expect.stringMatching(/^sg-[\da-f]{17}$/),
        GroupName: 'fresh',
        Description: 'a group',
        VpcId,
        IpPermissions: [permission],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ]);
    expect((await refusal(client.send(again))).code).toBe('InvalidPermission.Duplicate');
  });

  fact('of a name that its VPC has already is a duplicate', async () => {
    const VpcId = await makeVpc();
    await makeGroup(VpcId, 'twice');
    expect(await refusal(makeGroup(VpcId, 'twice'))).toEqual(
      refused(
        'InvalidGroup.Duplicate',
        `The security group 'twice' already exists for VPC '${VpcId}'`,
      ),
    );
  });

  fact('that is missing is not found', async () => {
    const id = `sg-${unknown}`;
    const asked = client.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    expect(await refusal(asked)).toEqual(
      refused('InvalidGroup.NotFound', `The security group '${id}' does not exist`),
    );
    expect((await refusal(client.send(new DeleteSecurityGroupCommand({ GroupId: id })))).code).toBe(
      'InvalidGroup.NotFound',
    );
  });
});

about('an endpoint', (fact) => {
  const makeEndpoint = async (PrivateDnsEnabled: boolean) => {
    const VpcId = await makeVpc();
    for (const name of ['EnableDnsSupport', 'EnableDnsHostnames'])
      await client.send(new ModifyVpcAttributeCommand({ VpcId, [name]: { Value: true } }));
    const subnet = await makeSubnet(VpcId, '10.0.0.0/24');
    const { GroupId = '' } = await makeGroup(VpcId, 'endpoint');
    const { VpcEndpoint } = await client.send(
      new CreateVpcEndpointCommand({
        VpcId,
        VpcEndpointType: 'Interface',
        ServiceName: service,
        SubnetIds: [subnet],
        SecurityGroupIds: [GroupId],
        PrivateDnsEnabled,
      }),
    );
    return { VpcId, subnet, GroupId, id: VpcEndpoint?.VpcEndpointId ?? '' };
  };

  fact('for execute-api is described as it was made', async () => {
    const { VpcId, subnet, GroupId, id } = await makeEndpoint(true);
    const { VpcEndpoints } = await client.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }),
    );
    expect(VpcEndpoints).toMatchObject([
      {
        VpcEndpointId: expect.stringMatching(/^vpce-[\da-f]{17}$/),
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName: service,
        State: 'available',
        SubnetIds: [subnet],
        Groups: [{ GroupId, GroupName: 'endpoint' }],
        PrivateDnsEnabled: true,
        NetworkInterfaceIds: [expect.stringMatching(/^eni-[\da-f]{17}$/)],
        RouteTableIds: [],
        OwnerId: '123456789012',
      },
    ]);
    const [dns] = VpcEndpoints?.[0]?.DnsEntries ?? [];
    expect(dns?.DnsName).toMatch(
      new RegExp(`^${id}-[a-z\\d]{8}\\.execute-api\\.${settings.region}\\.vpce\\.amazonaws\\.com$`),
    );
  });

  fact('is found by its VPC and service', async () => {
    const { VpcId, id } = await makeEndpoint(false);
    const Filters = [...of(VpcId), { Name: 'service-name', Values: [service] }];
    const { VpcEndpoints } = await client.send(new DescribeVpcEndpointsCommand({ Filters }));
    expect(VpcEndpoints?.map(({ VpcEndpointId }) => VpcEndpointId)).toEqual([id]);
  });

  fact('that is missing is not found', async () => {
    const id = `vpce-${unknown}`;
    const asked = client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    expect(await refusal(asked)).toEqual(
      refused('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`),
    );
  });

  // "Error codes", InvalidVpcEndpoint.NotFound: a bulk request's answer lists the items that were unsuccessful.
  fact('that is missing is deleted without success, which the answer lists', async () => {
    const id = `vpce-${unknown}`;
    const { Unsuccessful } = await client.send(
      new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }),
    );
    expect(Unsuccessful).toMatchObject([
      { ResourceId: id, Error: { Code: 'InvalidVpcEndpoint.NotFound' } },
    ]);
  });
});

about('the Region', (fact) => {
  fact('has zones by name and by id', async () => {
    const { AvailabilityZones = [] } = await client.send(new DescribeAvailabilityZonesCommand({}));
    expect(AvailabilityZones.length).toBeGreaterThan(1);
    for (const zone of AvailabilityZones)
      expect(zone).toMatchObject({
        RegionName: settings.region,
        State: 'available',
        ZoneName: expect.stringMatching(new RegExp(`^${settings.region}[a-z]$`)),
        ZoneId: expect.stringMatching(/^apne1-az\d$/),
        ZoneType: 'availability-zone',
      });
  });

  fact('offers execute-api as an interface with a private name, in zones it names', async () => {
    const { ServiceDetails, ServiceNames } = await client.send(
      new DescribeVpcEndpointServicesCommand({ ServiceNames: [service] }),
    );
    expect(ServiceNames).toEqual([service]);
    expect(ServiceDetails).toMatchObject([
      {
        ServiceName: service,
        ServiceType: [{ ServiceType: 'Interface' }],
        Owner: 'amazon',
        PrivateDnsName: `*.execute-api.${settings.region}.amazonaws.com`,
        VpcEndpointPolicySupported: true,
        AcceptanceRequired: false,
      },
    ]);
    expect(ServiceDetails?.[0]?.AvailabilityZones?.length).toBeGreaterThan(1);
  });

  fact('refuses a service that it does not have', async () => {
    const name = `com.amazonaws.${settings.region}.no-such-service`;
    const asked = client.send(new DescribeVpcEndpointServicesCommand({ ServiceNames: [name] }));
    expect(await refusal(asked)).toEqual(
      refused('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`),
    );
  });
});
