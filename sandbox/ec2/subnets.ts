import { AwsFault, type SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { contains, formatAddress, formatCidr, overlaps, parseCidr, sizeOf } from './cidr';
import { ec2Fault } from './faults';
import { isUsedByFunction } from './lambda-use';
import { ec2Id } from './store';
import type { Subnet, Tags } from './types';
import { requireVpc } from './vpcs';
import { zonesOf } from './zones';

export function requireSubnet(context: SandboxContext, subnetId: string): Subnet {
  const subnet = context.ec2.subnets.get(subnetId);
  if (!subnet) throw ec2Fault.notFound('Subnet', subnetId);
  return subnet;
}

export function createSubnet(
  context: SandboxContext,
  input: {
    vpcId: string;
    cidrBlock: string;
    availabilityZone?: string | undefined;
    availabilityZoneId?: string | undefined;
    mapPublicIpOnLaunch?: boolean | undefined;
    tags: Tags;
  },
): Subnet {
  const vpc = requireVpc(context, input.vpcId);
  const cidr = parseCidr(input.cidrBlock);
  if (!cidr) {
    throw ec2Fault.parameterValue(
      `Value (${input.cidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  const ofVpc = parseCidr(vpc.cidrBlock);
  if (cidr.bits < 16 || cidr.bits > 28 || !ofVpc || !contains(ofVpc, cidr)) {
    throw new AwsFault('InvalidSubnet.Range', `The CIDR '${input.cidrBlock}' is invalid.`);
  }
  for (const other of context.ec2.subnets.values()) {
    const otherCidr = parseCidr(other.cidrBlock);
    if (other.vpcId === vpc.vpcId && otherCidr && overlaps(otherCidr, cidr)) {
      throw new AwsFault(
        'InvalidSubnet.Conflict',
        `The CIDR '${input.cidrBlock}' conflicts with another subnet`,
      );
    }
  }
  const inVpc = [...context.ec2.subnets.values()].filter(({ vpcId }) => vpcId === vpc.vpcId);
  if (inVpc.length >= context.quotas.of(quotaCodes.subnetsPerVpc)) {
    // The code is in EC2's list of error codes; the text is UNCONFIRMED, of the form of the others.
    throw new AwsFault('SubnetLimitExceeded', 'The maximum number of subnets has been reached.');
  }
  const zone = chooseZone(context, input);
  const subnet: Subnet = {
    subnetId: ec2Id('subnet'),
    vpcId: vpc.vpcId,
    cidrBlock: formatCidr(cidr),
    availabilityZone: zone.name,
    availabilityZoneId: zone.id,
    mapPublicIpOnLaunch: input.mapPublicIpOnLaunch ?? false,
    tags: input.tags,
  };
  context.ec2.subnets.set(subnet.subnetId, subnet);
  return subnet;
}

function chooseZone(
  context: SandboxContext,
  input: { availabilityZone?: string | undefined; availabilityZoneId?: string | undefined },
) {
  const zones = zonesOf(context.region);
  const { availabilityZone: name, availabilityZoneId: id } = input;
  const zone = zones.find((known) => (id ? known.id === id : !name || known.name === name));
  if (!zone) {
    throw ec2Fault.parameterValue(
      `Value (${name ?? id}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.map((known) => known.name).join(', ')}.`,
    );
  }
  return zone;
}

export function deleteSubnet(context: SandboxContext, subnetId: string): void {
  requireSubnet(context, subnetId);
  const isUsed =
    [...context.ec2.interfaces.values()].some((eni) => eni.subnetId === subnetId) ||
    isUsedByFunction(context, { subnetId });
  if (isUsed) {
    throw ec2Fault.dependency(`The subnet '${subnetId}' has dependencies and cannot be deleted.`);
  }
  for (const table of context.ec2.routeTables.values()) {
    table.associations = table.associations.filter((entry) => entry.subnetId !== subnetId);
  }
  context.ec2.subnets.delete(subnetId);
}

/** Addresses of a subnet that are taken: the first four and the last are AWS's own. */
export function freeAddresses(context: SandboxContext, subnet: Subnet): number {
  const cidr = parseCidr(subnet.cidrBlock);
  return cidr ? sizeOf(cidr) - 5 - usedAddresses(context, subnet.subnetId).size : 0;
}

/** The next free address of a subnet. */
export function allotAddress(context: SandboxContext, subnet: Subnet): string {
  const cidr = parseCidr(subnet.cidrBlock);
  const used = usedAddresses(context, subnet.subnetId);
  for (let offset = 4; cidr && offset < sizeOf(cidr) - 1; offset += 1) {
    const address = formatAddress(cidr.base + offset);
    if (!used.has(address)) return address;
  }
  throw new AwsFault(
    'InsufficientFreeAddressesInSubnet',
    `The specified subnet does not have enough free addresses to satisfy the request.`,
  );
}

function usedAddresses(context: SandboxContext, subnetId: string): Set<string> {
  return new Set(
    [...context.ec2.interfaces.values()]
      .filter((eni) => eni.subnetId === subnetId)
      .map((eni) => eni.privateIp),
  );
}
