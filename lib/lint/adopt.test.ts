import { describe, expect, it } from 'vitest';
import { understood } from './adopt';
import { article } from './article';

describe('what a form can take over', () => {
  it('is the example’s upstream, timeout and limits', () => {
    expect(understood(article)).toEqual({
      params: {
        upstreamUrl: 'https://httpbin.org',
        timeoutSeconds: '5',
        quotaLimit: '20',
        quotaPeriod: 'DAY',
        rate: '5',
        burst: '5',
      },
      missing: [],
    });
  });

  it('keeps a base path, and names what is computed or absent', () => {
    const text = `Resources:
  Call:
    Type: AWS::ApiGateway::Method
    Properties:
      Integration: { Type: HTTP_PROXY, Uri: 'https://a.example.com/v1/{proxy}', TimeoutInMillis: !Ref Timeout }`;
    expect(understood(text)).toEqual({
      params: { upstreamUrl: 'https://a.example.com/v1' },
      missing: ['timeoutSeconds', 'quotaLimit', 'rate', 'burst'],
    });
  });

  it('is nothing where nothing is forwarded, and neither of two upstreams', () => {
    expect(understood('resource "aws_vpc" "a" {}')).toBeNull();
    const two = ['a', 'b'].map(
      (host) =>
        `resource "aws_api_gateway_integration" "${host}" {\n  type = "HTTP_PROXY"\n  uri = "https://${host}.example.com/{proxy}"\n}`,
    );
    expect(understood(two.join('\n'))?.missing).toContain('upstreamUrl');
  });
});
