import type { ResourceProvider } from '../../context';
import { createRouteTable, deleteRouteTable, requireRouteTable } from '../../ec2/route-tables';
import { allTags, noAttribute, requireText } from './properties';

const type = 'AWS::EC2::RouteTable';

export const routeTableProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const table = createRouteTable(context, {
      vpcId: requireText(request.properties, 'VpcId'),
      tags: allTags(request),
    });
    return { physicalId: table.routeTableId };
  },
  async update(context, request) {
    requireRouteTable(context, request.physicalId).tags = allTags(request);
  },
  async delete(context, { physicalId }) {
    deleteRouteTable(context, physicalId);
  },
  attribute(_context, physicalId, name) {
    if (name === 'RouteTableId') return physicalId;
    throw noAttribute(type, name);
  },
};
