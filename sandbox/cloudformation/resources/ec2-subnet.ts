import type { ResourceProvider } from '../../context';
import { createSubnet, deleteSubnet, requireSubnet } from '../../ec2/subnets';
import { allTags, boolean, noAttribute, requireText, text } from './properties';

const type = 'AWS::EC2::Subnet';

export const subnetProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const subnet = createSubnet(context, {
      vpcId: requireText(properties, 'VpcId'),
      cidrBlock: requireText(properties, 'CidrBlock'),
      availabilityZone: text(properties, 'AvailabilityZone'),
      availabilityZoneId: text(properties, 'AvailabilityZoneId'),
      mapPublicIpOnLaunch: boolean(properties, 'MapPublicIpOnLaunch'),
      tags: allTags(request),
    });
    return { physicalId: subnet.subnetId };
  },
  async update(context, request) {
    const subnet = requireSubnet(context, request.physicalId);
    subnet.mapPublicIpOnLaunch = boolean(request.properties, 'MapPublicIpOnLaunch') ?? false;
    subnet.tags = allTags(request);
  },
  async delete(context, { physicalId }) {
    deleteSubnet(context, physicalId);
  },
  attribute(context, physicalId, name) {
    const subnet = requireSubnet(context, physicalId);
    switch (name) {
      case 'SubnetId':
        return subnet.subnetId;
      case 'VpcId':
        return subnet.vpcId;
      case 'CidrBlock':
        return subnet.cidrBlock;
      case 'AvailabilityZone':
        return subnet.availabilityZone;
      case 'AvailabilityZoneId':
        return subnet.availabilityZoneId;
      case 'NetworkAclAssociationId':
        return subnet.subnetId.replace('subnet-', 'aclassoc-');
      case 'Ipv6CidrBlocks':
        return [];
      default:
        throw noAttribute(type, name);
    }
  },
};
