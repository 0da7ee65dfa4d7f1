import 'server-only';
import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type IpPermission,
  type RouteTable,
  type Tag,
} from '@aws-sdk/client-ec2';
import { call } from './call';
import { missing, nullWhenNotFound } from './errors';
import { all } from './pages';
import type { Target } from './targets';

export type VpcRow = { vpcId: string; label: string | null; cidr: string };
export type SubnetRow = {
  subnetId: string;
  vpcId: string;
  label: string | null;
  az: string;
  cidr: string;
};
export type EndpointRow = {
  endpointId: string;
  vpcId: string;
  privateDns: boolean;
  state: string;
  securityGroupIds: string[];
  subnetIds: string[];
  /** The Regional name first, then one for each zone. */
  dnsNames: string[];
  /** The endpoint policy as text; null where EC2 does not say. */
  policy: string | null;
};
export type RouteTableRow = {
  tableId: string;
  vpcId: string;
  isMain: boolean;
  subnetIds: string[];
  /** Ids of what the routes point at. */
  hops: string[];
};

/** What one rule of a security group lets through: a protocol, perhaps ports, and one peer. */
export type SecurityRule = {
  protocol: string;
  fromPort: number | null;
  toPort: number | null;
  /** A block of addresses, or the id of a group or a prefix list. */
  peer: string;
};
export type SecurityGroupRow = { groupId: string; ingress: SecurityRule[]; egress: SecurityRule[] };

/** The interface-endpoint service behind private APIs, as this Region names it. */
export const executeApiService = (region: string) => `com.amazonaws.${region}.execute-api`;

export async function readVpcs(target: Target): Promise<VpcRow[]> {
  const rows = await all((NextToken) =>
    call(target, 'ec2', async (client, options) => {
      const answer = await client.send(new DescribeVpcsCommand({ NextToken }), options);
      return { rows: answer.Vpcs, next: answer.NextToken };
    }),
  );
  return rows.map((vpc) => {
    if (!vpc.VpcId || !vpc.CidrBlock) throw missing('the identity of a VPC');
    return { vpcId: vpc.VpcId, label: nameOf(vpc.Tags), cidr: vpc.CidrBlock };
  });
}

export async function readSubnets(target: Target): Promise<SubnetRow[]> {
  const rows = await all((NextToken) =>
    call(target, 'ec2', async (client, options) => {
      const answer = await client.send(new DescribeSubnetsCommand({ NextToken }), options);
      return { rows: answer.Subnets, next: answer.NextToken };
    }),
  );
  return rows.map((subnet) => {
    const { SubnetId, VpcId, AvailabilityZone, CidrBlock } = subnet;
    if (!SubnetId || !VpcId || !AvailabilityZone) throw missing('the identity of a subnet');
    return {
      subnetId: SubnetId,
      vpcId: VpcId,
      label: nameOf(subnet.Tags),
      az: AvailabilityZone,
      cidr: CidrBlock ?? '',
    };
  });
}

export async function readRouteTables(target: Target): Promise<RouteTableRow[]> {
  const rows = await all((NextToken) =>
    call(target, 'ec2', async (client, options) => {
      const answer = await client.send(new DescribeRouteTablesCommand({ NextToken }), options);
      return { rows: answer.RouteTables, next: answer.NextToken };
    }),
  );
  return rows.map(routeTableRow);
}

/** The execute-api endpoints of the Region that are not being deleted. */
export async function readExecuteApiEndpoints(target: Target): Promise<EndpointRow[]> {
  const Filters = [{ Name: 'service-name', Values: [executeApiService(target.region)] }];
  const rows = await all((NextToken) =>
    call(target, 'ec2', async (client, options) => {
      const answer = await client.send(
        new DescribeVpcEndpointsCommand({ Filters, NextToken }),
        options,
      );
      return { rows: answer.VpcEndpoints, next: answer.NextToken };
    }),
  );
  return rows.flatMap((endpoint) => {
    if (!endpoint.VpcEndpointId || !endpoint.VpcId) throw missing('the identity of an endpoint');
    if (/^delet/i.test(endpoint.State ?? '')) return [];
    return {
      endpointId: endpoint.VpcEndpointId,
      vpcId: endpoint.VpcId,
      privateDns: endpoint.PrivateDnsEnabled ?? false,
      state: endpoint.State ?? 'unknown',
      securityGroupIds: (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
      subnetIds: endpoint.SubnetIds ?? [],
      dnsNames: (endpoint.DnsEntries ?? []).flatMap(({ DnsName }) => DnsName ?? []),
      policy: endpoint.PolicyDocument ?? null,
    };
  });
}

/** The rules of some groups. One that is not there fails the whole question, so each is asked for by a filter. */
export async function readSecurityGroups(
  target: Target,
  groupIds: string[],
): Promise<SecurityGroupRow[]> {
  if (groupIds.length === 0) return [];
  const Filters = [{ Name: 'group-id', Values: groupIds }];
  const rows = await all((NextToken) =>
    call(target, 'ec2', async (client, options) => {
      const answer = await client.send(
        new DescribeSecurityGroupsCommand({ Filters, NextToken }),
        options,
      );
      return { rows: answer.SecurityGroups, next: answer.NextToken };
    }),
  );
  return rows.map(({ GroupId, IpPermissions, IpPermissionsEgress }) => {
    if (!GroupId) throw missing('the identity of a security group');
    return {
      groupId: GroupId,
      ingress: (IpPermissions ?? []).flatMap(rulesOf),
      egress: (IpPermissionsEgress ?? []).flatMap(rulesOf),
    };
  });
}

/** EC2 puts rules together that differ in their peer only. */
function rulesOf(permission: IpPermission): SecurityRule[] {
  const peers = [
    ...(permission.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
  ];
  return peers.map((peer) => ({
    protocol: permission.IpProtocol ?? '',
    fromPort: permission.FromPort ?? null,
    toPort: permission.ToPort ?? null,
    peer: peer ?? '',
  }));
}

/** The account's zones that offer `execute-api`, sorted. Not every zone does (aws-facts A1). */
export async function readOfferedAzs(target: Target): Promise<string[]> {
  const answer = await call(target, 'ec2', (client, options) =>
    client.send(
      new DescribeVpcEndpointServicesCommand({ ServiceNames: [executeApiService(target.region)] }),
      options,
    ),
  );
  const zones = answer.ServiceDetails?.flatMap(({ AvailabilityZones }) => AvailabilityZones ?? []);
  if (!zones) throw missing('the details of the execute-api service');
  return [...new Set(zones)].sort();
}

export type DnsAttributes = { dnsSupport: boolean; dnsHostnames: boolean };

/** Both attributes that private DNS needs; null of a VPC that is not there. */
export async function readDnsAttributes(
  target: Target,
  vpcId: string,
): Promise<DnsAttributes | null> {
  const answers = (['enableDnsSupport', 'enableDnsHostnames'] as const).map((Attribute) =>
    call(target, 'ec2', (client, options) =>
      client.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute }), options),
    ).catch(nullWhenNotFound),
  );
  const [support, hostnames] = await Promise.all(answers);
  if (!support || !hostnames) return null;
  return {
    dnsSupport: support.EnableDnsSupport?.Value ?? false,
    dnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
  };
}

function routeTableRow(table: RouteTable): RouteTableRow {
  const associations = table.Associations ?? [];
  return {
    tableId: table.RouteTableId ?? '',
    vpcId: table.VpcId ?? '',
    isMain: associations.some(({ Main }) => Main),
    subnetIds: associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    hops: (table.Routes ?? []).flatMap((route) =>
      [route.GatewayId, route.NatGatewayId, route.EgressOnlyInternetGatewayId].flatMap(
        (id) => id ?? [],
      ),
    ),
  };
}

function nameOf(tags: Tag[] | undefined): string | null {
  return tags?.find(({ Key }) => Key === 'Name')?.Value || null;
}
