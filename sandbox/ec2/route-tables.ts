import { AwsFault, type SandboxContext } from '../context';
import { ec2Fault } from './faults';
import { ec2Id } from './store';
import { requireSubnet } from './subnets';
import type { Route, RouteTable, Tags } from './types';
import { requireVpc } from './vpcs';

export function requireRouteTable(context: SandboxContext, routeTableId: string): RouteTable {
  const table = context.ec2.routeTables.get(routeTableId);
  if (!table) throw ec2Fault.notFound('RouteTable', routeTableId);
  return table;
}

export function createRouteTable(
  context: SandboxContext,
  input: { vpcId: string; tags: Tags },
): RouteTable {
  const vpc = requireVpc(context, input.vpcId);
  const table: RouteTable = {
    routeTableId: ec2Id('rtb'),
    vpcId: vpc.vpcId,
    routes: [
      {
        destinationCidrBlock: vpc.cidrBlock,
        target: 'local',
        targetKind: 'gatewayId',
        origin: 'CreateRouteTable',
      },
    ],
    associations: [],
    tags: input.tags,
  };
  context.ec2.routeTables.set(table.routeTableId, table);
  return table;
}

export function deleteRouteTable(context: SandboxContext, routeTableId: string): void {
  const table = requireRouteTable(context, routeTableId);
  const isReferenced = [...context.ec2.endpoints.values()].some((endpoint) =>
    endpoint.routeTableIds.includes(routeTableId),
  );
  if (table.associations.length > 0 || isReferenced) {
    throw ec2Fault.dependency(
      `The routeTable '${routeTableId}' has dependencies and cannot be deleted.`,
    );
  }
  context.ec2.routeTables.delete(routeTableId);
}

/** A subnet has one route table; a second explicit association is refused. */
export function associateRouteTable(
  context: SandboxContext,
  input: { routeTableId: string; subnetId: string },
): string {
  const table = requireRouteTable(context, input.routeTableId);
  const subnet = requireSubnet(context, input.subnetId);
  if (subnet.vpcId !== table.vpcId) {
    throw ec2Fault.parameterValue(
      `Route table ${table.routeTableId} and network ${subnet.subnetId} belong to different networks`,
    );
  }
  for (const other of context.ec2.routeTables.values()) {
    if (other.associations.some((entry) => entry.subnetId === subnet.subnetId)) {
      throw new AwsFault(
        'Resource.AlreadyAssociated',
        `the specified association for route table ${table.routeTableId} conflicts with an existing association`,
      );
    }
  }
  const associationId = ec2Id('rtbassoc');
  table.associations.push({ associationId, subnetId: subnet.subnetId, main: false });
  return associationId;
}

export function disassociateRouteTable(context: SandboxContext, associationId: string): void {
  for (const table of context.ec2.routeTables.values()) {
    const index = table.associations.findIndex((entry) => entry.associationId === associationId);
    if (index >= 0) {
      table.associations.splice(index, 1);
      return;
    }
  }
  throw new AwsFault(
    'InvalidAssociationID.NotFound',
    `The association ID '${associationId}' does not exist`,
  );
}

export function createRoute(
  context: SandboxContext,
  routeTableId: string,
  route: Omit<Route, 'origin'>,
): void {
  const table = requireRouteTable(context, routeTableId);
  if (table.routes.some((known) => destinationOf(known) === destinationOf(route))) {
    throw new AwsFault(
      'RouteAlreadyExists',
      `The route identified by ${destinationOf(route)} already exists.`,
    );
  }
  table.routes.push({ ...route, origin: 'CreateRoute' });
}

export function deleteRoute(
  context: SandboxContext,
  routeTableId: string,
  destination: string,
): void {
  const table = requireRouteTable(context, routeTableId);
  const index = table.routes.findIndex((route) => destinationOf(route) === destination);
  if (index < 0) {
    throw new AwsFault(
      'InvalidRoute.NotFound',
      `no route with destination-cidr-block ${destination} in route table ${routeTableId}`,
    );
  }
  table.routes.splice(index, 1);
}

export function destinationOf(route: Omit<Route, 'origin'>): string {
  return (
    route.destinationCidrBlock ??
    route.destinationIpv6CidrBlock ??
    route.destinationPrefixListId ??
    ''
  );
}
