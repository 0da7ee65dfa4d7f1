import type { ResourceProvider } from '../../context';
import { associateRouteTable, disassociateRouteTable } from '../../ec2/route-tables';
import { noAttribute, requireText } from './properties';

const type = 'AWS::EC2::SubnetRouteTableAssociation';

export const subnetRouteTableAssociationProvider: ResourceProvider = {
  type,
  async create(context, { properties }) {
    const physicalId = associateRouteTable(context, {
      routeTableId: requireText(properties, 'RouteTableId'),
      subnetId: requireText(properties, 'SubnetId'),
    });
    return { physicalId };
  },
  async delete(context, { physicalId }) {
    disassociateRouteTable(context, physicalId);
  },
  attribute(_context, physicalId, name) {
    if (name === 'Id') return physicalId;
    throw noAttribute(type, name);
  },
};
