export type Tags = Record<string, string>;

export type Vpc = {
  vpcId: string;
  cidrBlock: string;
  enableDnsSupport: boolean;
  enableDnsHostnames: boolean;
  instanceTenancy: string;
  networkAclId: string;
  /** Made with the VPC, gone with it. */
  defaultSecurityGroupId: string;
  mainRouteTableId: string;
  tags: Tags;
};

export type Subnet = {
  subnetId: string;
  vpcId: string;
  cidrBlock: string;
  availabilityZone: string;
  availabilityZoneId: string;
  mapPublicIpOnLaunch: boolean;
  tags: Tags;
};

export type Route = {
  destinationCidrBlock?: string;
  destinationIpv6CidrBlock?: string;
  destinationPrefixListId?: string;
  /** `local` or the id of a gateway, endpoint, peering … */
  target: string;
  targetKind:
    | 'gatewayId'
    | 'natGatewayId'
    | 'transitGatewayId'
    | 'vpcPeeringConnectionId'
    | 'networkInterfaceId'
    | 'egressOnlyInternetGatewayId'
    | 'vpcEndpointId';
  origin: 'CreateRouteTable' | 'CreateRoute';
};

export type RouteTable = {
  routeTableId: string;
  vpcId: string;
  routes: Route[];
  associations: { associationId: string; subnetId: string | null; main: boolean }[];
  tags: Tags;
};

/** One rule of a security group. `protocol` is `tcp`, `udp`, `icmp`, a number, or `-1` for all (ports null). */
export type SecurityGroupRule = {
  ruleId: string;
  direction: 'ingress' | 'egress';
  protocol: string;
  fromPort: number | null;
  toPort: number | null;
  cidrIpv4: string | null;
  cidrIpv6: string | null;
  prefixListId: string | null;
  referencedGroupId: string | null;
  description: string | null;
};

export type SecurityGroup = {
  groupId: string;
  groupName: string;
  description: string;
  vpcId: string;
  rules: SecurityGroupRule[];
  tags: Tags;
};

export type VpcEndpoint = {
  vpcEndpointId: string;
  vpcEndpointType: 'Interface' | 'Gateway';
  vpcId: string;
  serviceName: string;
  state: 'pending' | 'available' | 'deleting';
  /** Always a JSON text; the default allows everything. */
  policyDocument: string;
  subnetIds: string[];
  securityGroupIds: string[];
  routeTableIds: string[];
  privateDnsEnabled: boolean;
  ipAddressType: string;
  /** One per subnet, allotted from it. */
  addresses: { subnetId: string; networkInterfaceId: string; privateIp: string }[];
  /** Regional name first, then one per zone, then the private names while private DNS is on. */
  dnsEntries: { dnsName: string; hostedZoneId: string }[];
  createdAt: number;
  tags: Tags;
};

export type NetworkInterface = {
  networkInterfaceId: string;
  subnetId: string;
  vpcId: string;
  privateIp: string;
  description: string;
  interfaceType: 'vpc_endpoint' | 'lambda';
  groupIds: string[];
  /** The endpoint or function that it belongs to. */
  ownerId: string;
};
