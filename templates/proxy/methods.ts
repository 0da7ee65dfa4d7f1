import { getAtt, type Resource, type Resources, ref } from '../cloudformation';
import type { ProxySpec } from './spec';

/**
 * What the upstream sees instead of the caller's address. A documentation address (RFC 5737) tells nobody anything;
 * the header can be overwritten but not removed.
 */
const forwardedFor = '192.0.2.1';

/**
 * ANY on `/` and on every path below, both with a key: `{proxy+}` does not match the empty path, and a method
 * without a key would be an unmetered hole.
 */
export function methodResources(spec: ProxySpec): Resources {
  return {
    ...validatorResources(spec),
    RootMethod: method(spec, {
      resourceId: getAtt('Api', 'RootResourceId'),
      path: '',
      after: 'ProxyResource',
    }),
    ProxyMethod: method(spec, {
      resourceId: ref('ProxyResource'),
      path: '/{proxy}',
      after: 'RootMethod',
    }),
  };
}

/** Without the upstream's own header its mapping would be skipped and the gateway's key would go out instead. */
function validatorResources({ upstream }: ProxySpec): Resources {
  if (upstream.apiKeyHeader === null) return {};
  return {
    HeaderValidator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      DependsOn: 'ProxyResource',
      Properties: {
        RestApiId: ref('Api'),
        Name: 'required-headers',
        ValidateRequestParameters: true,
        ValidateRequestBody: false,
      },
    },
  };
}

type Place = { resourceId: ReturnType<typeof ref>; path: '' | '/{proxy}'; after: string };

function method({ upstream }: ProxySpec, { resourceId, path, after }: Place): Resource {
  const { apiKeyHeader } = upstream;
  const isBare = path === '' && !/^https:\/\/[^/]+\//.test(upstream.url);
  const parameters = {
    ...(path === '' ? {} : { 'method.request.path.proxy': true }),
    ...(apiKeyHeader === null ? {} : { [`method.request.header.${apiKeyHeader}`]: true }),
  };
  return {
    Type: 'AWS::ApiGateway::Method',
    DependsOn: after,
    Properties: {
      RestApiId: ref('Api'),
      ResourceId: resourceId,
      HttpMethod: 'ANY',
      AuthorizationType: 'NONE',
      ApiKeyRequired: true,
      ...(Object.keys(parameters).length === 0 ? {} : { RequestParameters: parameters }),
      ...(apiKeyHeader === null ? {} : { RequestValidatorId: ref('HeaderValidator') }),
      Integration: {
        Type: 'HTTP_PROXY',
        IntegrationHttpMethod: 'ANY',
        Uri: `${upstream.url}${isBare ? '/' : path}`,
        ConnectionType: 'INTERNET',
        PassthroughBehavior: 'WHEN_NO_MATCH',
        RequestParameters: {
          ...(path === '' ? {} : { 'integration.request.path.proxy': 'method.request.path.proxy' }),
          'integration.request.header.x-api-key':
            apiKeyHeader === null ? "'redacted'" : `method.request.header.${apiKeyHeader}`,
          'integration.request.header.X-Forwarded-For': `'${forwardedFor}'`,
        },
        ResponseTransferMode: upstream.mode === 'stream' ? 'STREAM' : 'BUFFERED',
        TimeoutInMillis: upstream.timeoutMs,
      },
    },
  };
}
