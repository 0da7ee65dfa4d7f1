import { AwsFault, type SandboxContext } from '../../context';
import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { readTagSpecifications, select, tagSet } from '../describe';
import * as endpoints from '../endpoints';
import { ec2Fault } from '../faults';
import { endpointServicesOf } from '../services';
import type { VpcEndpoint } from '../types';

export const describeVpcEndpoints: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, context.ec2.endpoints.values(), {
    idParameter: 'VpcEndpointId',
    idOf: (endpoint) => endpoint.vpcEndpointId,
    missing: (id) => ec2Fault.notFound('VpcEndpoint', id),
    tagsOf: (endpoint) => endpoint.tags,
    filters: (endpoint) => ({
      'vpc-endpoint-id': endpoint.vpcEndpointId,
      'vpc-endpoint-type': endpoint.vpcEndpointType,
      'vpc-endpoint-state': endpoint.state,
      'vpc-id': endpoint.vpcId,
      'service-name': endpoint.serviceName,
      'ip-address-type': endpoint.ipAddressType,
    }),
  });
  return { vpcEndpointSet: page.map((endpoint) => endpointXml(context, endpoint)), nextToken };
};

export const describeVpcEndpointServices: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, endpointServicesOf(context), {
    idParameter: 'ServiceName',
    idOf: (service) => service.serviceName,
    missing: (id) =>
      new AwsFault('InvalidServiceName', `The Vpc Endpoint Service '${id}' does not exist`),
    tagsOf: () => ({}),
    filters: (service) => ({
      'service-name': service.serviceName,
      'service-type': service.type,
      owner: 'amazon',
      'supported-ip-address-types': ['ipv4'],
    }),
  });
  return {
    serviceNameSet: page.map((service) => service.serviceName),
    serviceDetailSet: page.map((service) => ({
      serviceName: service.serviceName,
      serviceId: `vpce-svc-0${Buffer.from(service.serviceName).toString('hex').slice(-16)}`,
      serviceType: [{ serviceType: service.type }],
      serviceRegion: context.region,
      availabilityZoneIdSet: service.zones.map((zone) => zone.id),
      availabilityZoneSet: service.zones.map((zone) => zone.name),
      owner: 'amazon',
      baseEndpointDnsNameSet: [
        `${service.serviceName.split('.').at(-1)}.${context.region}.vpce.amazonaws.com`,
      ],
      privateDnsName: service.privateDnsName,
      privateDnsNameSet:
        service.privateDnsName === null ? [] : [{ privateDnsName: service.privateDnsName }],
      vpcEndpointPolicySupported: true,
      acceptanceRequired: false,
      managesVpcEndpoints: false,
      tagSet: [],
      privateDnsNameVerificationState: 'verified',
      supportedIpAddressTypeSet: ['ipv4'],
    })),
    nextToken,
  };
};

export const createVpcEndpoint: QueryOperation = async (context, form) => {
  const endpoint = await endpoints.createEndpoint(context, {
    vpcId: form.get('VpcId') ?? '',
    serviceName: form.get('ServiceName') ?? '',
    type: form.get('VpcEndpointType') ?? 'Gateway',
    subnetIds: form.strings('SubnetId'),
    securityGroupIds: form.strings('SecurityGroupId'),
    routeTableIds: form.strings('RouteTableId'),
    // Over the API private DNS is on unless switched off; CloudFormation's default is off (aws-facts A2).
    privateDnsEnabled:
      form.boolean('PrivateDnsEnabled') ?? form.get('VpcEndpointType') === 'Interface',
    policyDocument: form.get('PolicyDocument') ?? null,
    ipAddressType: form.get('IpAddressType') ?? 'ipv4',
    tags: readTagSpecifications(form),
  });
  return { vpcEndpoint: endpointXml(context, endpoint), clientToken: form.get('ClientToken') };
};

export const modifyVpcEndpoint: QueryOperation = async (context, form) => {
  const endpoint = endpoints.requireEndpoint(context, form.get('VpcEndpointId') ?? '');
  const changed = (current: string[], name: string) => {
    const removed = form.strings(`Remove${name}`);
    return [
      ...new Set([...current.filter((id) => !removed.includes(id)), ...form.strings(`Add${name}`)]),
    ];
  };
  const policy = form.get('PolicyDocument');
  const privateDns = form.boolean('PrivateDnsEnabled');
  endpoints.modifyEndpoint(context, endpoint.vpcEndpointId, {
    subnetIds: changed(endpoint.subnetIds, 'SubnetId'),
    securityGroupIds: changed(endpoint.securityGroupIds, 'SecurityGroupId'),
    routeTableIds: changed(endpoint.routeTableIds, 'RouteTableId'),
    ...(form.boolean('ResetPolicy') ? { policyDocument: null } : {}),
    ...(policy === undefined ? {} : { policyDocument: policy }),
    ...(privateDns === undefined ? {} : { privateDnsEnabled: privateDns }),
  });
  return { return: true };
};

/** Answers 200 even where some could not be deleted; those are listed. */
export const deleteVpcEndpoints: QueryOperation = async (context, form) => {
  const unsuccessful: XmlValue[] = [];
  for (const id of form.strings('VpcEndpointId')) {
    try {
      await endpoints.deleteEndpoint(context, id);
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      // A list of many has a code of its own for one that is missing: EC2's "Error codes".
      const code =
        error.code === 'InvalidVpcEndpointId.NotFound' ? 'InvalidVpcEndpoint.NotFound' : error.code;
      unsuccessful.push({ resourceId: id, error: { code, message: error.message } });
    }
  }
  return { unsuccessful };
};

export const describeNetworkInterfaces: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, context.ec2.interfaces.values(), {
    idParameter: 'NetworkInterfaceId',
    idOf: (eni) => eni.networkInterfaceId,
    missing: (id) =>
      new AwsFault(
        'InvalidNetworkInterfaceID.NotFound',
        `The networkInterface ID '${id}' does not exist`,
      ),
    tagsOf: () => ({}),
    filters: (eni) => ({
      'network-interface-id': eni.networkInterfaceId,
      'subnet-id': eni.subnetId,
      'vpc-id': eni.vpcId,
      'private-ip-address': eni.privateIp,
      'addresses.private-ip-address': eni.privateIp,
      'interface-type': eni.interfaceType,
      'group-id': eni.groupIds,
      description: eni.description,
      status: 'in-use',
    }),
  });
  return {
    networkInterfaceSet: page.map((eni) => ({
      networkInterfaceId: eni.networkInterfaceId,
      subnetId: eni.subnetId,
      vpcId: eni.vpcId,
      availabilityZone: context.ec2.subnets.get(eni.subnetId)?.availabilityZone,
      description: eni.description,
      ownerId: context.accountId,
      requesterManaged: true,
      status: 'in-use',
      privateIpAddress: eni.privateIp,
      sourceDestCheck: true,
      groupSet: eni.groupIds.map((groupId) => ({
        groupId,
        groupName: context.ec2.securityGroups.get(groupId)?.groupName,
      })),
      privateIpAddressesSet: [{ privateIpAddress: eni.privateIp, primary: true }],
      interfaceType: eni.interfaceType,
      tagSet: [],
    })),
    nextToken,
  };
};

function endpointXml(context: SandboxContext, endpoint: VpcEndpoint): XmlValue {
  return {
    vpcEndpointId: endpoint.vpcEndpointId,
    vpcEndpointType: endpoint.vpcEndpointType,
    vpcId: endpoint.vpcId,
    serviceName: endpoint.serviceName,
    state: endpoint.state,
    policyDocument: endpoint.policyDocument,
    routeTableIdSet: endpoint.routeTableIds,
    subnetIdSet: endpoint.subnetIds,
    groupSet: endpoint.securityGroupIds.map((groupId) => ({
      groupId,
      groupName: context.ec2.securityGroups.get(groupId)?.groupName,
    })),
    ipAddressType: endpoint.ipAddressType,
    dnsOptions: { dnsRecordIpType: endpoint.ipAddressType },
    privateDnsEnabled: endpoint.privateDnsEnabled,
    requesterManaged: false,
    networkInterfaceIdSet: endpoint.addresses.map((address) => address.networkInterfaceId),
    dnsEntrySet: endpoint.dnsEntries,
    creationTimestamp: new Date(endpoint.createdAt),
    tagSet: tagSet(endpoint.tags),
    ownerId: context.accountId,
    serviceRegion: context.region,
  };
}
