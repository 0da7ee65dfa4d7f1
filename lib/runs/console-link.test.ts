import { describe, expect, it } from 'vitest';
import { stackConsoleUrl } from './console-link';

describe('stackConsoleUrl', () => {
  it.each([
    ['aws', 'ap-northeast-1', 'https://ap-northeast-1.console.aws.amazon.com/'],
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('of %s is in its own console', (partition, region, start) => {
    const arn = `arn:${partition}:cloudformation:${region}:123456789012:stack/sluice-proxy-a/1-2`;
    const url = stackConsoleUrl(arn) ?? '';
    expect(url.startsWith(start)).toBe(true);
    expect(decodeURIComponent(url)).toContain(`stackId=${arn}`);
  });

  it.each(['', 'sluice-proxy-a', 'arn:aws:s3:::bucket', 'javascript:alert(1)'])(
    'of %j is none',
    (id) => {
      expect(stackConsoleUrl(id)).toBeNull();
    },
  );
});
