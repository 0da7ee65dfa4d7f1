import type { ResourceProvider } from '../../context';
import { createVpc, deleteVpc, modifyVpcAttributes, requireVpc } from '../../ec2/vpcs';
import { allTags, boolean, noAttribute, requireText, text } from './properties';

const type = 'AWS::EC2::VPC';

export const vpcProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const tenancy = text(properties, 'InstanceTenancy');
    const vpc = createVpc(context, {
      cidrBlock: requireText(properties, 'CidrBlock'),
      ...(tenancy === undefined ? {} : { instanceTenancy: tenancy }),
      tags: allTags(request),
    });
    try {
      modifyVpcAttributes(vpc, dnsAttributes(properties));
    } catch (error) {
      deleteVpc(context, vpc.vpcId);
      throw error;
    }
    return { physicalId: vpc.vpcId };
  },
  async update(context, request) {
    const vpc = requireVpc(context, request.physicalId);
    modifyVpcAttributes(vpc, dnsAttributes(request.properties));
    vpc.tags = allTags(request);
  },
  async delete(context, { physicalId }) {
    deleteVpc(context, physicalId);
  },
  attribute(context, physicalId, name) {
    const vpc = requireVpc(context, physicalId);
    switch (name) {
      case 'VpcId':
        return vpc.vpcId;
      case 'CidrBlock':
        return vpc.cidrBlock;
      case 'CidrBlockAssociations':
        return [vpc.vpcId.replace('vpc-', 'vpc-cidr-assoc-')];
      case 'DefaultSecurityGroup':
        return vpc.defaultSecurityGroupId;
      case 'DefaultNetworkAcl':
        return vpc.networkAclId;
      case 'Ipv6CidrBlocks':
        return [];
      default:
        throw noAttribute(type, name);
    }
  },
};

/** CloudFormation's defaults: DNS support on, hostnames off (aws-facts A1). */
function dnsAttributes(properties: Record<string, unknown>) {
  return {
    enableDnsSupport: boolean(properties, 'EnableDnsSupport') ?? true,
    enableDnsHostnames: boolean(properties, 'EnableDnsHostnames') ?? false,
  };
}
