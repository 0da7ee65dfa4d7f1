import type { ConsolePage } from './causes/types';

/** The address of a stack in CloudFormation's console, from its ARN; null for what is no stack's ARN. */
export function stackConsoleUrl(stackId: string): string | null {
  const [arn, partition, service, region] = stackId.split(':');
  if (arn !== 'arn' || service !== 'cloudformation' || !region) return null;
  if (partitionOf(region) !== partition) return null;
  const stack = encodeURIComponent(stackId);
  return consoleLink(region, 'cloudformation/home', `/stacks/events?stackId=${stack}`);
}

/** Where AWS's console raises a quota. A Region that is not known is left to the console to choose. */
export function quotaLink(region: string, service: string, code: string | null): string {
  const path = `servicequotas/home/services/${service}/quotas`;
  return consoleLink(region, code ? `${path}/${code}` : path);
}

/** One page of the console that a next step speaks of; `stackName` is the stack of the failure. */
export function consolePageLink(region: string, at: ConsolePage, stackName: string): string {
  switch (at.page) {
    case 'endpoints':
      return consoleLink(
        region,
        'vpcconsole/home',
        `Endpoints:${at.vpcId ? `vpcId=${at.vpcId}` : ''}`,
      );
    case 'interfaces':
      return consoleLink(region, 'ec2/home', `NIC:search=${at.search}`);
    case 'vpc':
      return consoleLink(region, 'vpcconsole/home', `VpcDetails:VpcId=${at.vpcId}`);
    case 'gateway_settings':
      return consoleLink(region, 'apigateway/main/settings');
    case 'role':
      return `https://${hostOf(region)}/iam/home#/roles/details/${encodeURIComponent(at.name)}`;
    case 'stack':
      return consoleLink(
        region,
        'cloudformation/home',
        `/stacks?filteringText=${encodeURIComponent(stackName)}`,
      );
    case 'health':
      return 'https://health.aws.amazon.com/health/status';
  }
}

function consoleLink(region: string, path: string, fragment?: string): string {
  const host = region ? `${region}.${hostOf(region)}` : hostOf(region);
  const query = region ? `?region=${region}` : '';
  return `https://${host}/${path}${query}${fragment === undefined ? '' : `#${fragment}`}`;
}

type Partition = keyof typeof hosts;

/** Where each partition's console is (AWS Management Console guides of the three). */
const hosts = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
} as const;

function hostOf(region: string): string {
  return hosts[partitionOf(region)];
}

/** By the prefixes of the SDK's own rules (partitions of @aws-sdk/util-endpoints). */
function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
