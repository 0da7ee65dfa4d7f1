import type { ResourceProvider } from '../../context';
import {
  createEndpoint,
  deleteEndpoint,
  modifyEndpoint,
  requireEndpoint,
} from '../../ec2/endpoints';
import { allTags, boolean, document, noAttribute, requireText, text, texts } from './properties';

const type = 'AWS::EC2::VPCEndpoint';

export const vpcEndpointProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const endpoint = await createEndpoint(context, {
      vpcId: requireText(properties, 'VpcId'),
      serviceName: requireText(properties, 'ServiceName'),
      // CloudFormation's defaults: Gateway, and private DNS off (aws-facts A2).
      type: text(properties, 'VpcEndpointType') ?? 'Gateway',
      subnetIds: texts(properties, 'SubnetIds'),
      securityGroupIds: texts(properties, 'SecurityGroupIds'),
      routeTableIds: texts(properties, 'RouteTableIds'),
      privateDnsEnabled: boolean(properties, 'PrivateDnsEnabled') ?? false,
      policyDocument: document(properties, 'PolicyDocument'),
      ipAddressType: text(properties, 'IpAddressType') ?? 'ipv4',
      tags: allTags(request),
    });
    return { physicalId: endpoint.vpcEndpointId };
  },
  async update(context, request) {
    const { properties, physicalId } = request;
    const endpoint = modifyEndpoint(context, physicalId, {
      subnetIds: texts(properties, 'SubnetIds'),
      securityGroupIds: texts(properties, 'SecurityGroupIds'),
      routeTableIds: texts(properties, 'RouteTableIds'),
      privateDnsEnabled: boolean(properties, 'PrivateDnsEnabled') ?? false,
      policyDocument: document(properties, 'PolicyDocument'),
    });
    endpoint.tags = allTags(request);
  },
  async delete(context, { physicalId }) {
    await deleteEndpoint(context, physicalId);
  },
  attribute(context, physicalId, name) {
    const endpoint = requireEndpoint(context, physicalId);
    switch (name) {
      case 'Id':
        return endpoint.vpcEndpointId;
      case 'CreationTimestamp':
        return new Date(endpoint.createdAt).toUTCString();
      case 'NetworkInterfaceIds':
        return endpoint.addresses.map((address) => address.networkInterfaceId);
      case 'DnsEntries':
        return endpoint.dnsEntries.map((entry) => `${entry.hostedZoneId}:${entry.dnsName}`);
      default:
        throw noAttribute(type, name);
    }
  },
};
