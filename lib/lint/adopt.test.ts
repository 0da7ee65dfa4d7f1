import { describe, expect, it } from 'vitest';
import { article } from './article';
import { lint } from './lint';

describe('what a form can take over', () => {
  it('is the example’s upstream, timeout and limits', () => {
    expect(lint(article).understood).toEqual({
      params: {
        name: 'api-private-gw',
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
    expect(lint(text).understood).toEqual({
      params: { upstreamUrl: 'https://a.example.com/v1' },
      missing: ['timeoutSeconds', 'quotaLimit', 'rate', 'burst'],
    });
  });

  it('is that answers are streamed, and the header of the upstream’s own key', () => {
    const text = `Resources:
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: Not a name of ours } }
  Call:
    Type: AWS::ApiGateway::Method
    Properties:
      Integration:
        Type: HTTP_PROXY
        Uri: https://llm.example.com/{proxy}
        ResponseTransferMode: STREAM
        RequestParameters: { integration.request.header.x-api-key: method.request.header.x-llm-key }`;
    expect(lint(text).understood?.params).toEqual({
      preset: 'llm',
      apiKeyHeader: 'x-llm-key',
      upstreamUrl: 'https://llm.example.com',
    });
  });

  it('is nothing where nothing is forwarded, and neither of two upstreams', () => {
    expect(lint('resource "aws_vpc" "a" {}').understood).toBeNull();
    const two = ['a', 'b'].map(
      (host) =>
        `resource "aws_api_gateway_integration" "${host}" {\n  type = "HTTP_PROXY"\n  uri = "https://${host}.example.com/{proxy}"\n}`,
    );
    expect(lint(two.join('\n')).understood?.missing).toContain('upstreamUrl');
  });
});
