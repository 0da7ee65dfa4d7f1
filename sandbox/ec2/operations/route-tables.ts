import type { SandboxContext } from '../../context';
import type { Form } from '../../wire/form';
import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { readTagSpecifications, select, tagSet } from '../describe';
import { ec2Fault } from '../faults';
import * as tables from '../route-tables';
import type { Route, RouteTable } from '../types';

export const describeRouteTables: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, context.ec2.routeTables.values(), {
    idParameter: 'RouteTableId',
    idOf: (table) => table.routeTableId,
    missing: (id) => ec2Fault.notFound('RouteTable', id),
    tagsOf: (table) => table.tags,
    filters: (table) => ({
      'route-table-id': table.routeTableId,
      'vpc-id': table.vpcId,
      'owner-id': context.accountId,
      'association.subnet-id': table.associations.flatMap((entry) => entry.subnetId ?? []),
      'association.main': table.associations.map((entry) => entry.main),
      'association.route-table-association-id': table.associations.map(
        (entry) => entry.associationId,
      ),
      'route.gateway-id': table.routes
        .filter((route) => route.targetKind === 'gatewayId')
        .map((route) => route.target),
      'route.nat-gateway-id': table.routes
        .filter((route) => route.targetKind === 'natGatewayId')
        .map((route) => route.target),
      'route.destination-cidr-block': table.routes.flatMap(
        (route) => route.destinationCidrBlock ?? [],
      ),
    }),
  });
  return { routeTableSet: page.map((table) => tableXml(context, table)), nextToken };
};

export const createRouteTable: QueryOperation = async (context, form) => {
  const table = tables.createRouteTable(context, {
    vpcId: form.get('VpcId') ?? '',
    tags: readTagSpecifications(form),
  });
  return { routeTable: tableXml(context, table) };
};

export const deleteRouteTable: QueryOperation = async (context, form) => {
  tables.deleteRouteTable(context, form.get('RouteTableId') ?? '');
  return { return: true };
};

export const associateRouteTable: QueryOperation = async (context, form) => {
  const associationId = tables.associateRouteTable(context, {
    routeTableId: form.get('RouteTableId') ?? '',
    subnetId: form.get('SubnetId') ?? '',
  });
  return { associationId, associationState: { state: 'associated' } };
};

export const disassociateRouteTable: QueryOperation = async (context, form) => {
  tables.disassociateRouteTable(context, form.get('AssociationId') ?? '');
  return { return: true };
};

/** Makes "a VPC with a way out" possible, which the product must notice. Targets are taken on trust. */
export const createRoute: QueryOperation = async (context, form) => {
  tables.createRoute(context, form.get('RouteTableId') ?? '', readRoute(form));
  return { return: true };
};

export const deleteRoute: QueryOperation = async (context, form) => {
  const destination = form.get('DestinationCidrBlock') ?? form.get('DestinationIpv6CidrBlock');
  tables.deleteRoute(context, form.get('RouteTableId') ?? '', destination ?? '');
  return { return: true };
};

function readRoute(form: Form): Omit<Route, 'origin'> {
  const kinds = [
    ['GatewayId', 'gatewayId'],
    ['NatGatewayId', 'natGatewayId'],
    ['TransitGatewayId', 'transitGatewayId'],
    ['VpcPeeringConnectionId', 'vpcPeeringConnectionId'],
    ['NetworkInterfaceId', 'networkInterfaceId'],
    ['EgressOnlyInternetGatewayId', 'egressOnlyInternetGatewayId'],
    ['VpcEndpointId', 'vpcEndpointId'],
  ] as const;
  for (const [parameter, targetKind] of kinds) {
    const target = form.get(parameter);
    if (target === undefined) continue;
    const ipv4 = form.get('DestinationCidrBlock');
    const ipv6 = form.get('DestinationIpv6CidrBlock');
    return {
      ...(ipv4 === undefined ? {} : { destinationCidrBlock: ipv4 }),
      ...(ipv6 === undefined ? {} : { destinationIpv6CidrBlock: ipv6 }),
      target,
      targetKind,
    };
  }
  throw ec2Fault.missing('gatewayId');
}

function tableXml(context: SandboxContext, table: RouteTable): XmlValue {
  return {
    routeTableId: table.routeTableId,
    vpcId: table.vpcId,
    ownerId: context.accountId,
    routeSet: table.routes.map((route) => ({
      destinationCidrBlock: route.destinationCidrBlock,
      destinationIpv6CidrBlock: route.destinationIpv6CidrBlock,
      destinationPrefixListId: route.destinationPrefixListId,
      [route.targetKind === 'vpcEndpointId' ? 'gatewayId' : route.targetKind]: route.target,
      state: 'active',
      origin: route.origin,
    })),
    associationSet: table.associations.map((entry) => ({
      routeTableAssociationId: entry.associationId,
      routeTableId: table.routeTableId,
      subnetId: entry.subnetId,
      main: entry.main,
      associationState: { state: 'associated' },
    })),
    propagatingVgwSet: [],
    tagSet: tagSet(table.tags),
  };
}
