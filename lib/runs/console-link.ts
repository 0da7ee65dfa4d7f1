/** The address of a stack in CloudFormation's console, from its ARN; null for what is no stack's ARN. */
export function stackConsoleUrl(stackId: string): string | null {
  const [arn, partition, service, region] = stackId.split(':');
  const host = hosts[partition ?? ''];
  if (arn !== 'arn' || service !== 'cloudformation' || !region || !host) return null;
  const stack = encodeURIComponent(stackId);
  return `https://${region}.${host}/cloudformation/home?region=${region}#/stacks/events?stackId=${stack}`;
}

/** Where each partition's console is (AWS Management Console guides of the three). */
const hosts: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};
