import type { ConsolePage } from './types';

/** Where AWS's console shows what a next step speaks of. A Region that is not known is left to the console to choose. */
export function quotaLink(region: string, service: string, code: string | null): string {
  const path = `servicequotas/home/services/${service}/quotas`;
  return consoleLink(region, code ? `${path}/${code}` : path);
}

/** One page of the console; `stackName` is the stack of the failure. */
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
      return `https://console.aws.amazon.com/iam/home#/roles/details/${encodeURIComponent(at.name)}`;
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
  const host = region
    ? `https://${region}.console.aws.amazon.com`
    : 'https://console.aws.amazon.com';
  const query = region ? `?region=${region}` : '';
  return `${host}/${path}${query}${fragment === undefined ? '' : `#${fragment}`}`;
}
