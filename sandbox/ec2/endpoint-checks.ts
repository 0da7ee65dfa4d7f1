import { AwsFault, type SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { ec2Fault } from './faults';
import { requireGroup } from './security-groups';
import type { EndpointService } from './services';
import { requireSubnet } from './subnets';
import { requireVpc } from './vpcs';

/** Characters of an endpoint policy (aws-facts A2, S-PL). */
const policyLengthMax = 20_480;

/** What an endpoint has when nobody gave it a policy (aws-facts A2, measured). */
const defaultEndpointPolicy = JSON.stringify({
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
});

export function checkSubnets(
  context: SandboxContext,
  service: EndpointService,
  vpcId: string,
  subnetIds: string[],
): void {
  const zones = new Set<string>();
  for (const subnetId of subnetIds) {
    const subnet = requireSubnet(context, subnetId);
    if (subnet.vpcId !== vpcId) {
      throw ec2Fault.parameter(
        'You have specified two resources that belong to different networks.',
      );
    }
    if (!service.zones.some((zone) => zone.name === subnet.availabilityZone)) {
      throw ec2Fault.parameter(
        `The VPC endpoint service ${service.serviceName} does not support the availability zone of the subnet: ${subnetId}.`,
      );
    }
    if (zones.has(subnet.availabilityZone)) {
      throw new AwsFault(
        'DuplicateSubnetsInSameZone',
        `Found another VPC endpoint subnet in the availability zone of ${subnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      );
    }
    zones.add(subnet.availabilityZone);
  }
}

export function checkGroup(context: SandboxContext, vpcId: string, groupId: string): void {
  if (requireGroup(context, groupId).vpcId !== vpcId) {
    throw ec2Fault.parameter('You have specified two resources that belong to different networks.');
  }
}

/** Private DNS needs both DNS attributes, and one name can have one endpoint per VPC (aws-facts A1, A2). */
export function checkPrivateDns(
  context: SandboxContext,
  service: EndpointService,
  vpcId: string,
  endpointId: string,
): void {
  const vpc = requireVpc(context, vpcId);
  if (service.privateDnsName === null) {
    throw ec2Fault.parameter('Private DNS is not supported for gateway endpoints.');
  }
  if (!vpc.enableDnsSupport || !vpc.enableDnsHostnames) {
    throw ec2Fault.parameter(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    );
  }
  const conflicting = [...context.ec2.endpoints.values()].some(
    (other) =>
      other.vpcEndpointId !== endpointId &&
      other.vpcId === vpcId &&
      other.serviceName === service.serviceName &&
      other.privateDnsEnabled,
  );
  if (conflicting) {
    throw ec2Fault.parameter(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${service.privateDnsName} in the VPC ${vpcId}`,
    );
  }
}

export function checkCount(context: SandboxContext, vpcId: string): void {
  const inVpc = [...context.ec2.endpoints.values()].filter(
    (endpoint) => endpoint.vpcId === vpcId && endpoint.vpcEndpointType === 'Interface',
  );
  if (inVpc.length >= context.quotas.of(quotaCodes.interfaceEndpointsPerVpc)) {
    throw new AwsFault(
      'VpcEndpointLimitExceeded',
      'The maximum number of VPC endpoints has been reached.',
    );
  }
}

export function checkPolicy(text: string | null): string {
  if (text === null || text === '') return defaultEndpointPolicy;
  const refused = (reason: string) => new AwsFault('InvalidPolicyDocument', reason);
  if (text.length > policyLengthMax) {
    throw refused(
      `The policy document exceeds the maximum length of ${policyLengthMax} characters`,
    );
  }
  try {
    const policy: unknown = JSON.parse(text);
    if (policy === null || typeof policy !== 'object' || !('Statement' in policy)) {
      throw refused('Invalid policy document: Missing required field Statement');
    }
  } catch (error) {
    throw error instanceof AwsFault
      ? error
      : refused('Invalid policy document: The policy is not in the valid JSON format.');
  }
  return text;
}
