import type { SecurityRule } from '../aws/vpcs';
import type { DoctorFacts } from '../doctor/types';
import type { Reader } from './template-reader';

type Vpc = { CidrBlock: string; EnableDnsSupport?: boolean; EnableDnsHostnames?: boolean };
type Rule = {
  GroupId?: string;
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  DestinationSecurityGroupId?: string;
  SourceSecurityGroupId?: string;
};
type Endpoint = {
  PrivateDnsEnabled?: boolean;
  SecurityGroupIds?: string[];
  SubnetIds?: string[];
  PolicyDocument: unknown;
};
/** What EC2 would say of a network, if it did to the letter what its template asks. */
export function networkOf({ all, only }: Reader): Pick<DoctorFacts, 'ec2' | 'groups'> {
  const subnets = all<{ AvailabilityZone: string; CidrBlock: string }>('AWS::EC2::Subnet').map(
    ({ id, it }) => ({
      subnetId: id,
      vpcId: 'Vpc',
      label: null,
      az: it.AvailabilityZone,
      cidr: it.CidrBlock,
    }),
  );
  const vpc = only<Vpc>('AWS::EC2::VPC');
  return {
    ec2: {
      vpcs: [
        {
          vpcId: 'Vpc',
          label: null,
          cidr: vpc.CidrBlock,
          dnsSupport: vpc.EnableDnsSupport === true,
          dnsHostnames: vpc.EnableDnsHostnames === true,
        },
      ],
      subnets,
      routeTables: [
        {
          tableId: 'rtb-1',
          vpcId: 'Vpc',
          isMain: true,
          subnetIds: [],
          hops: [
            'local',
            ...all<{ GatewayId: string }>('AWS::EC2::Route').map(({ it }) => it.GatewayId),
          ],
        },
      ],
      endpoints: all<Endpoint>('AWS::EC2::VPCEndpoint').map(({ id, it }) => ({
        endpointId: id,
        vpcId: 'Vpc',
        privateDns: it.PrivateDnsEnabled === true,
        state: 'available',
        securityGroupIds: it.SecurityGroupIds ?? [],
        subnetIds: it.SubnetIds ?? [],
        dnsNames: [],
        policy: JSON.stringify(it.PolicyDocument),
      })),
      offeredAzs: subnets.map(({ az }) => az),
      dnsOnAt: {},
    },
    groups: all<{ SecurityGroupEgress?: Rule[] }>('AWS::EC2::SecurityGroup').map(({ id, it }) => ({
      groupId: id,
      egress: rulesOf(it.SecurityGroupEgress),
      ingress: rulesOf(
        all<Rule>('AWS::EC2::SecurityGroupIngress')
          .map((rule) => rule.it)
          .filter(({ GroupId }) => GroupId === id),
      ),
    })),
  };
}

function rulesOf(rules: Rule[] | undefined): SecurityRule[] {
  return (rules ?? []).map((it) => ({
    protocol: it.IpProtocol,
    fromPort: it.FromPort ?? null,
    toPort: it.ToPort ?? null,
    peer: it.CidrIp ?? it.DestinationSecurityGroupId ?? it.SourceSecurityGroupId ?? '',
  }));
}
