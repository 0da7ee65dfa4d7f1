import type { SandboxContext } from '../../context';
import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { readTagSpecifications, select, tagSet } from '../describe';
import { ec2Fault } from '../faults';
import * as subnets from '../subnets';
import type { Subnet } from '../types';
import { zonesOf } from '../zones';

export const describeSubnets: QueryOperation = async (context, form, request) => {
  const { page, nextToken } = select(form, request, context.ec2.subnets.values(), {
    idParameter: 'SubnetId',
    idOf: (subnet) => subnet.subnetId,
    missing: (id) => ec2Fault.notFound('Subnet', id),
    tagsOf: (subnet) => subnet.tags,
    filters: (subnet) => ({
      'subnet-id': subnet.subnetId,
      'vpc-id': subnet.vpcId,
      'cidr-block': subnet.cidrBlock,
      cidr: subnet.cidrBlock,
      'availability-zone': subnet.availabilityZone,
      availabilityZone: subnet.availabilityZone,
      'availability-zone-id': subnet.availabilityZoneId,
      'map-public-ip-on-launch': [subnet.mapPublicIpOnLaunch],
      'default-for-az': [false],
      state: 'available',
      'owner-id': context.accountId,
    }),
  });
  return { subnetSet: page.map((subnet) => subnetXml(context, subnet)), nextToken };
};

export const createSubnet: QueryOperation = async (context, form) => {
  const cidrBlock = form.get('CidrBlock');
  if (cidrBlock === undefined) throw ec2Fault.missing('cidrBlock');
  const subnet = subnets.createSubnet(context, {
    vpcId: form.get('VpcId') ?? '',
    cidrBlock,
    availabilityZone: form.get('AvailabilityZone'),
    availabilityZoneId: form.get('AvailabilityZoneId'),
    tags: readTagSpecifications(form),
  });
  return { subnet: subnetXml(context, subnet) };
};

export const deleteSubnet: QueryOperation = async (context, form) => {
  subnets.deleteSubnet(context, form.get('SubnetId') ?? '');
  return { return: true };
};

export const describeAvailabilityZones: QueryOperation = async (context, form) => {
  const names = form.strings('ZoneName');
  const ids = form.strings('ZoneId');
  const known = zonesOf(context.region);
  for (const name of names) {
    if (!known.some((zone) => zone.name === name)) {
      throw ec2Fault.parameterValue(`Invalid availability zone: [${name}]`);
    }
  }
  const zones = known
    .filter((zone) => names.length === 0 || names.includes(zone.name))
    .filter((zone) => ids.length === 0 || ids.includes(zone.id))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    availabilityZoneInfo: zones.map((zone) => ({
      optInStatus: 'opt-in-not-required',
      messageSet: [],
      regionName: context.region,
      zoneName: zone.name,
      zoneId: zone.id,
      groupName: context.region,
      networkBorderGroup: context.region,
      zoneType: 'availability-zone',
      zoneState: 'available',
    })),
  };
};

function subnetXml(context: SandboxContext, subnet: Subnet): XmlValue {
  return {
    subnetId: subnet.subnetId,
    subnetArn: `arn:aws:ec2:${context.region}:${context.accountId}:subnet/${subnet.subnetId}`,
    state: 'available',
    ownerId: context.accountId,
    vpcId: subnet.vpcId,
    cidrBlock: subnet.cidrBlock,
    ipv6CidrBlockAssociationSet: [],
    availableIpAddressCount: subnets.freeAddresses(context, subnet),
    availabilityZone: subnet.availabilityZone,
    availabilityZoneId: subnet.availabilityZoneId,
    defaultForAz: false,
    mapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    ipv6Native: false,
    tagSet: tagSet(subnet.tags),
  };
}
