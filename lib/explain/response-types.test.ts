import { GatewayResponseType } from '@aws-sdk/client-api-gateway';
import { describe, expect, it } from 'vitest';
import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import { methodResources } from '@/templates/proxy/methods';
import { proxySpecSchema } from '@/templates/proxy/spec';
import { responseTypes } from './response-types';

const spec = (apiKeyHeader: string | null) =>
  proxySpecSchema.parse({
    kind: 'proxy',
    name: 'httpbin-dev',
    team: 'payments',
    owner: 'dev@example.com',
    environment: 'dev',
    network: {
      name: 'main',
      vpcId: 'vpc-0123456789abcdef0',
      endpointId: 'vpce-0123456789abcdef0',
    },
    upstream: { url: 'https://httpbin.org', apiKeyHeader },
    limits: { quota: { limit: 20, period: 'DAY' }, rate: 5, burst: 5 },
  });

describe('the fate of each of API Gateway’s own answers', () => {
  it('is told for every type that AWS’s SDK knows, once', () => {
    expect(responseTypes.map(({ type }) => type).sort()).toEqual(
      Object.values(GatewayResponseType).sort(),
    );
  });

  it('leads to a page that exists; a type with a body of its own to its own page', () => {
    for (const { type, page, status } of responseTypes) {
      expect(
        gatewayErrors.map(({ code }) => code),
        type,
      ).toContain(page);
      const own = gatewayErrors.find(({ responseType }) => responseType === type);
      if (own) expect({ page, status }).toEqual({ page: own.code, status: own.status });
    }
  });

  it.each([null, 'x-upstream-api-key'])(
    'is never, for reasons that the methods bear out',
    (header) => {
      const resources = Object.values(methodResources(spec(header)));
      const methods = resources.filter(({ Type }) => Type === 'AWS::ApiGateway::Method');
      expect(methods).toHaveLength(2);
      for (const { Properties } of methods) {
        expect(Properties).toMatchObject({
          AuthorizationType: 'NONE',
          HttpMethod: 'ANY',
          Integration: { Type: 'HTTP_PROXY', PassthroughBehavior: 'WHEN_NO_MATCH' },
        });
        expect(Properties?.Integration).not.toHaveProperty('RequestTemplates');
      }
      for (const { Type, Properties } of resources) {
        if (Type === 'AWS::ApiGateway::RequestValidator')
          expect(Properties).toMatchObject({ ValidateRequestBody: false });
      }
    },
  );
});
