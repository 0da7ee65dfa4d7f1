import type { GatewayRow } from '../aws/gateway';

/** An execute-api policy that lets everybody call what it names. */
export const allowInvoke = (Resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource }],
  });

/** What API Gateway says of a proxy with which nothing is wrong: API `api1`, stage `live`, plan of key `key1`. */
export function wholeGatewayRow() {
  return {
    api: {
      name: 'x',
      description: '',
      keySource: 'HEADER',
      binaryMediaTypes: [],
      endpointTypes: ['PRIVATE'],
      vpcEndpointIds: ['vpce-1'],
      isDefaultEndpointOff: false,
      policy: allowInvoke('execute-api:/*'),
    },
    stage: {
      deploymentId: 'd1',
      updatedAt: new Date('2026-11-20T09:00:00Z'),
      settings: {},
      accessLog: null,
      variables: {},
      isTracing: false,
    },
    plan: {
      name: 'x',
      quota: { limit: 20, period: 'DAY', offset: 0 },
      throttle: { rateLimit: 5, burstLimit: 5 },
      apiStages: [{ apiId: 'api1', stage: 'live' }],
    },
    methods: {
      'ANY /{proxy+}': {
        authorizationType: 'NONE',
        isKeyRequired: true,
        requestParameters: { 'method.request.path.proxy': true },
        validatorId: null,
        integration: {
          type: 'HTTP_PROXY',
          httpMethod: 'ANY',
          uri: 'https://httpbin.org/{proxy}',
          timeoutMs: 29_000,
          transferMode: 'BUFFERED',
          passthrough: 'WHEN_NO_MATCH',
          requestParameters: {
            'integration.request.path.proxy': 'method.request.path.proxy',
            'integration.request.header.x-api-key': "'redacted'",
          },
        },
      },
    },
    responses: {},
    keys: { key1: { isEnabled: true, isInPlan: true, createdAt: null } },
  } satisfies GatewayRow as GatewayRow & {
    api: NonNullable<GatewayRow['api']>;
    plan: NonNullable<GatewayRow['plan']>;
  };
}
