import { describe, expect, it } from 'vitest';
import { consolePageLink, quotaLink, stackConsoleUrl } from './console-links';

const partitions = [
  ['aws', 'ap-northeast-1', 'console.aws.amazon.com'],
  ['aws-cn', 'cn-north-1', 'console.amazonaws.cn'],
  ['aws-us-gov', 'us-gov-west-1', 'console.amazonaws-us-gov.com'],
] as const;

describe('stackConsoleUrl', () => {
  it.each(partitions)('of %s is in its own console', (partition, region, host) => {
    const arn = `arn:${partition}:cloudformation:${region}:123456789012:stack/sluice-proxy-a/1-2`;
    const url = stackConsoleUrl(arn) ?? '';
    expect(url.startsWith(`https://${region}.${host}/`)).toBe(true);
    expect(decodeURIComponent(url)).toContain(`stackId=${arn}`);
  });

  it.each([
    '',
    'sluice-proxy-a',
    'arn:aws:s3:::bucket',
    'javascript:alert(1)',
    'arn:aws-cn:cloudformation:us-east-1:123456789012:stack/a/1-2',
  ])('of %j is none', (id) => {
    expect(stackConsoleUrl(id)).toBeNull();
  });
});

describe('a next step', () => {
  it.each(partitions)('in %s leads to its own console', (_, region, host) => {
    expect(quotaLink(region, 'vpc', 'L-1')).toBe(
      `https://${region}.${host}/servicequotas/home/services/vpc/quotas/L-1?region=${region}`,
    );
    expect(consolePageLink(region, { page: 'role', name: 'a/b' }, '')).toBe(
      `https://${host}/iam/home#/roles/details/a%2Fb`,
    );
  });

  it('leaves a Region that is not known to the console', () => {
    expect(quotaLink('', 'vpc', null)).toBe(
      'https://console.aws.amazon.com/servicequotas/home/services/vpc/quotas',
    );
  });
});
