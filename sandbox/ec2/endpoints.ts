import { randomBytes } from 'node:crypto';
import { AwsFault, type SandboxContext } from '../context';
import {
  checkCount,
  checkGroup,
  checkPolicy,
  checkPrivateDns,
  checkSubnets,
} from './endpoint-checks';
import { ec2Fault } from './faults';
import { requireRouteTable } from './route-tables';
import { type EndpointService, endpointServicesOf } from './services';
import { ec2Id } from './store';
import { allotAddress, requireSubnet } from './subnets';
import type { Tags, VpcEndpoint } from './types';
import { requireVpc } from './vpcs';

export type EndpointInput = {
  vpcId: string;
  serviceName: string;
  type: string;
  subnetIds: string[];
  securityGroupIds: string[];
  routeTableIds: string[];
  privateDnsEnabled: boolean;
  policyDocument: string | null;
  ipAddressType: string;
  tags: Tags;
};

export function requireEndpoint(context: SandboxContext, endpointId: string): VpcEndpoint {
  const endpoint = context.ec2.endpoints.get(endpointId);
  if (!endpoint) throw ec2Fault.notFound('VpcEndpoint', endpointId);
  return endpoint;
}

/** Makes an endpoint and, for an interface one, opens its listener. */
export async function createEndpoint(
  context: SandboxContext,
  input: EndpointInput,
): Promise<VpcEndpoint> {
  const vpc = requireVpc(context, input.vpcId);
  const service = endpointServicesOf(context).find(
    (known) => known.serviceName === input.serviceName,
  );
  if (!service) {
    throw new AwsFault(
      'InvalidServiceName',
      `The Vpc Endpoint Service '${input.serviceName}' does not exist`,
    );
  }
  if (service.type !== input.type) {
    throw ec2Fault.parameter(
      `Endpoint type (${input.type}) does not match available service types ([${service.type}]).`,
    );
  }
  checkSubnets(context, service, vpc.vpcId, input.subnetIds);
  for (const groupId of input.securityGroupIds) checkGroup(context, vpc.vpcId, groupId);
  for (const tableId of input.routeTableIds) requireRouteTable(context, tableId);
  const endpointId = ec2Id('vpce');
  if (input.privateDnsEnabled) checkPrivateDns(context, service, vpc.vpcId, endpointId);
  checkCount(context, vpc.vpcId);

  const endpoint: VpcEndpoint = {
    vpcEndpointId: endpointId,
    vpcEndpointType: service.type,
    vpcId: vpc.vpcId,
    serviceName: service.serviceName,
    state: 'available',
    policyDocument: checkPolicy(input.policyDocument),
    subnetIds: [],
    securityGroupIds:
      input.securityGroupIds.length > 0 || service.type === 'Gateway'
        ? input.securityGroupIds
        : [vpc.defaultSecurityGroupId],
    routeTableIds: input.routeTableIds,
    privateDnsEnabled: input.privateDnsEnabled,
    ipAddressType: input.ipAddressType,
    addresses: [],
    dnsEntries: [],
    createdAt: context.clock.now(),
    tags: input.tags,
  };
  context.ec2.endpoints.set(endpointId, endpoint);
  for (const subnetId of input.subnetIds) attachSubnet(context, endpoint, subnetId);
  nameEndpoint(context, endpoint, service);
  if (service.type === 'Interface') await context.ec2.watcher?.opened(endpointId);
  return endpoint;
}

/** In place: subnets, groups, policy and private DNS (aws-facts A2). */
export function modifyEndpoint(
  context: SandboxContext,
  endpointId: string,
  change: {
    subnetIds?: string[];
    securityGroupIds?: string[];
    routeTableIds?: string[];
    privateDnsEnabled?: boolean;
    policyDocument?: string | null;
  },
): VpcEndpoint {
  const endpoint = requireEndpoint(context, endpointId);
  const service = endpointServicesOf(context).find(
    (known) => known.serviceName === endpoint.serviceName,
  );
  if (!service) throw new AwsFault('InternalError', 'An internal error has occurred', 500);
  if (change.subnetIds) checkSubnets(context, service, endpoint.vpcId, change.subnetIds);
  for (const groupId of change.securityGroupIds ?? []) {
    checkGroup(context, endpoint.vpcId, groupId);
  }
  if (change.privateDnsEnabled && !endpoint.privateDnsEnabled) {
    checkPrivateDns(context, service, endpoint.vpcId, endpointId);
  }
  const policy =
    change.policyDocument === undefined ? undefined : checkPolicy(change.policyDocument);

  endpoint.policyDocument = policy ?? endpoint.policyDocument;
  endpoint.privateDnsEnabled = change.privateDnsEnabled ?? endpoint.privateDnsEnabled;
  endpoint.routeTableIds = change.routeTableIds ?? endpoint.routeTableIds;
  endpoint.securityGroupIds = change.securityGroupIds ?? endpoint.securityGroupIds;
  for (const { networkInterfaceId } of endpoint.addresses) {
    const eni = context.ec2.interfaces.get(networkInterfaceId);
    if (eni) eni.groupIds = endpoint.securityGroupIds;
  }
  for (const subnetId of change.subnetIds ?? []) {
    if (!endpoint.subnetIds.includes(subnetId)) attachSubnet(context, endpoint, subnetId);
  }
  if (change.subnetIds) {
    const kept = new Set(change.subnetIds);
    for (const address of endpoint.addresses) {
      if (!kept.has(address.subnetId)) context.ec2.interfaces.delete(address.networkInterfaceId);
    }
    endpoint.addresses = endpoint.addresses.filter(({ subnetId }) => kept.has(subnetId));
    endpoint.subnetIds = change.subnetIds;
  }
  nameEndpoint(context, endpoint, service);
  return endpoint;
}

export async function deleteEndpoint(context: SandboxContext, endpointId: string): Promise<void> {
  const endpoint = requireEndpoint(context, endpointId);
  for (const { networkInterfaceId } of endpoint.addresses) {
    context.ec2.interfaces.delete(networkInterfaceId);
  }
  context.ec2.endpoints.delete(endpointId);
  if (endpoint.vpcEndpointType === 'Interface') await context.ec2.watcher?.closed(endpointId);
}

function attachSubnet(context: SandboxContext, endpoint: VpcEndpoint, subnetId: string): void {
  const subnet = requireSubnet(context, subnetId);
  const networkInterfaceId = ec2Id('eni');
  const privateIp = allotAddress(context, subnet);
  context.ec2.interfaces.set(networkInterfaceId, {
    networkInterfaceId,
    subnetId,
    vpcId: endpoint.vpcId,
    privateIp,
    description: `VPC Endpoint Interface ${endpoint.vpcEndpointId}`,
    interfaceType: 'vpc_endpoint',
    groupIds: endpoint.securityGroupIds,
    ownerId: endpoint.vpcEndpointId,
  });
  endpoint.addresses.push({ subnetId, networkInterfaceId, privateIp });
  endpoint.subnetIds.push(subnetId);
}

/** Regional name, one name per zone, and the private names while private DNS is on (S-SPEC DnsEntries). */
function nameEndpoint(
  context: SandboxContext,
  endpoint: VpcEndpoint,
  service: EndpointService,
): void {
  if (endpoint.vpcEndpointType !== 'Interface') return;
  const known = endpoint.dnsEntries[0];
  const label =
    known?.dnsName.split('.')[0] ?? `${endpoint.vpcEndpointId}-${randomBytes(4).toString('hex')}`;
  const domain = `${service.serviceName.split('.').at(-1)}.${context.region}.vpce.amazonaws.com`;
  const hostedZoneId = known?.hostedZoneId ?? 'Z2E726K9Y6RL4W';
  const zones = endpoint.subnetIds.map(
    (subnetId) => requireSubnet(context, subnetId).availabilityZone,
  );
  const names = [`${label}.${domain}`, ...zones.map((zone) => `${label}-${zone}.${domain}`)];
  const entries = names.map((dnsName) => ({ dnsName, hostedZoneId }));
  if (endpoint.privateDnsEnabled && service.privateDnsName) {
    const bare = service.privateDnsName.replace(/^\*\./, '');
    const privateZone = 'Z0SANDBOXPRIVATE0001';
    entries.push({ dnsName: bare, hostedZoneId: privateZone });
    entries.push({ dnsName: `*.${bare}`, hostedZoneId: privateZone });
  }
  endpoint.dnsEntries = entries;
}
