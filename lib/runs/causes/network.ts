import type { FailureFacts, FormField, NextStep, Rule } from './types';

/** Where the zones, or the subnets that stand in them, are chosen. */
const zoneField = ({ makesVpc }: FailureFacts): FormField => (makesVpc ? 'azs' : 'subnetIds');

const fix = (field: FormField): NextStep => ({ kind: 'fix', field });
const retry: NextStep = { kind: 'retry' };

/** EC2's refusals while a network is made or taken away. Texts: aws-facts A1 and A2, EC2's error codes. */
export const networkRules: Rule[] = [
  {
    id: 'private_dns_taken',
    text: /conflicting DNS domain for (?<service>\S+)(?: in the VPC (?<id>vpc-\w+))?/i,
    steps: (failure, { id }) => [
      failure.makesVpc ? { kind: 'again' } : fix('vpcId'),
      { kind: 'console', at: { page: 'endpoints', vpcId: id ?? null } },
      retry,
    ],
  },
  {
    id: 'dns_attributes_off',
    text: /requires? both enableDnsSupport and enableDnsHostnames(?:[\s\S]*?(?<id>vpc-\w+))?/i,
    steps: (_failure, { id }) => [
      ...(id ? [{ kind: 'console' as const, at: { page: 'vpc' as const, vpcId: id } }] : []),
      retry,
      fix('vpcId'),
    ],
  },
  {
    id: 'zone_without_service',
    text: /endpoint service (?<service>\S+) does not support the availability zone of the subnet: (?<id>subnet-\w+)/i,
    steps: (failure) => [fix(zoneField(failure))],
  },
  {
    id: 'zone_unknown',
    text: /Value \((?<name>[\w-]+)\) for parameter availabilityZone is invalid[\s\S]*?availability zones: (?<zones>[\w\s,-]+?)\.? *(?:\(|"|$)/i,
    steps: () => [fix('azs')],
  },
  {
    id: 'subnets_share_zone',
    text: /another VPC endpoint subnet in the availability zone of (?<id>subnet-\w+)/i,
    steps: (failure) => [fix(zoneField(failure))],
  },
  {
    id: 'cidr_conflict',
    text: /The CIDR '(?<cidr>[\d./]+)' conflicts with another subnet/i,
    steps: () => [retry, fix('cidr')],
  },
  {
    id: 'cidr_invalid',
    text: /(?:The CIDR '(?<cidr>[^']*)' is invalid|This is not a valid CIDR block)/i,
    steps: () => [fix('cidr')],
  },
  {
    id: 'other_vpc',
    text: /belong to different networks/i,
    steps: () => [fix('subnetIds')],
  },
  {
    id: 'subnet_full',
    text: /not have enough free addresses|InsufficientFreeAddressesInSubnet|has no available IP addresses|SubnetOutOfIPAddresses/i,
    steps: (failure) => [fix(failure.makesVpc ? 'cidr' : 'subnetIds')],
  },
  {
    id: 'service_not_offered',
    text: /Vpc Endpoint Service '(?<service>[^']+)' does not exist/i,
    steps: () => [retry],
  },
  {
    id: 'still_in_use',
    text: /(?<id>(?:vpc|subnet|sg|rtb|eni)-\w+)'? has (?:dependencies|a dependent object)|DependencyViolation/i,
    steps: ({ logicalId }, { id }) => [
      ...(id
        ? [{ kind: 'console' as const, at: { page: 'interfaces' as const, search: id } }]
        : []),
      { kind: 'retry' },
      { kind: 'delete_retaining', retain: [logicalId] },
    ],
  },
  {
    id: 'not_there',
    text: /The (?<kind>vpc|subnet|security group|routeTable|Vpc Endpoint)(?: id)? '(?<id>[^']+)' does not exist/i,
    only: ({ run }) => run === 'create',
    steps: ({ makesVpc }) => [makesVpc ? { kind: 'again' } : fix('vpcId')],
  },
];
