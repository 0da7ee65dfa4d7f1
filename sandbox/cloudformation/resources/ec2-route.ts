import { AwsFault, type ResourceProvider } from '../../context';
import { createRoute, deleteRoute } from '../../ec2/route-tables';
import type { Route } from '../../ec2/types';
import { noAttribute, type Properties, requireText, text } from './properties';

const type = 'AWS::EC2::Route';

const targets = [
  ['GatewayId', 'gatewayId'],
  ['NatGatewayId', 'natGatewayId'],
  ['TransitGatewayId', 'transitGatewayId'],
  ['VpcPeeringConnectionId', 'vpcPeeringConnectionId'],
  ['NetworkInterfaceId', 'networkInterfaceId'],
  ['EgressOnlyInternetGatewayId', 'egressOnlyInternetGatewayId'],
  ['VpcEndpointId', 'vpcEndpointId'],
] as const;

export const routeProvider: ResourceProvider = {
  type,
  async create(context, { properties }) {
    const routeTableId = requireText(properties, 'RouteTableId');
    const { destination, route } = readRoute(properties);
    createRoute(context, routeTableId, route);
    return { physicalId: `${routeTableId}|${destination}` };
  },
  async update(context, { physicalId, properties }) {
    const [routeTableId = '', destination = ''] = physicalId.split('|');
    const { route } = readRoute(properties);
    deleteRoute(context, routeTableId, destination);
    createRoute(context, routeTableId, route);
  },
  async delete(context, { physicalId }) {
    const [routeTableId = '', destination = ''] = physicalId.split('|');
    deleteRoute(context, routeTableId, destination);
  },
  attribute(_context, physicalId, name) {
    if (name === 'CidrBlock') return physicalId.split('|')[1] ?? '';
    throw noAttribute(type, name);
  },
};

function readRoute(properties: Properties): {
  destination: string;
  route: Omit<Route, 'origin'>;
} {
  const ipv4 = text(properties, 'DestinationCidrBlock');
  const ipv6 = text(properties, 'DestinationIpv6CidrBlock');
  const prefixList = text(properties, 'DestinationPrefixListId');
  const destination = ipv4 ?? ipv6 ?? prefixList;
  for (const [property, targetKind] of targets) {
    const target = text(properties, property);
    if (target === undefined || destination === undefined) continue;
    return {
      destination,
      route: {
        ...(ipv4 === undefined ? {} : { destinationCidrBlock: ipv4 }),
        ...(ipv6 === undefined ? {} : { destinationIpv6CidrBlock: ipv6 }),
        ...(prefixList === undefined ? {} : { destinationPrefixListId: prefixList }),
        target,
        targetKind,
      },
    };
  }
  throw new AwsFault(
    'InvalidRequest',
    'Exactly one of a destination and one of a target must be specified.',
  );
}
