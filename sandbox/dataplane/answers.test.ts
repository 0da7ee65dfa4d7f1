import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateDeploymentCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateApiKeyCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modifyEndpoint } from '../ec2/endpoints';
import { doorUrl, makeApi, type Network, startWithNetwork } from './fixture';
import { type Answer, callThrough } from './fixture-caller';

type Api = Awaited<ReturnType<typeof makeApi>>;

let network: Network;
let upstream: Server;
beforeAll(async () => {
  upstream = createServer((incoming, response) => {
    if (incoming.url === '/slow') return;
    if (incoming.url === '/reset') incoming.socket.destroy();
    else if (incoming.url === '/big') response.end(Buffer.alloc(10 * 1024 * 1024 + 1));
    else if (incoming.url === '/full') response.end(Buffer.alloc(10 * 1024 * 1024));
    else response.writeHead(418, { 'content-type': 'text/plain' }).end('short and stout');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  network = await startWithNetwork({
    echoHosts: [`up.example.com=http://127.0.0.1:${port}`, 'closed.example.com=http://127.0.0.1:9'],
  });
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await network.sandbox.close();
});

const at = (host: string) => ({ integration: { uri: `https://${host}/{proxy}` } });
const deny = (text: string) => ({ Message: text });

type Row = {
  name: string;
  source: string;
  settings?: Parameters<typeof makeApi>[1];
  call: (api: Api) => Promise<Answer>;
  status: number;
  body?: (api: Api) => object | string;
  errorType: string | undefined;
};

const rows: Row[] = [
  {
    name: 'no key',
    source: 'S-GWR INVALID_API_KEY',
    call: (api) => api.call('/get', { headers: { 'x-api-key': '' } }),
    status: 403,
    body: () => ({ message: 'Forbidden' }),
    errorType: 'ForbiddenException',
  },
  {
    name: 'unknown key',
    source: 'S-LS api_key_validation',
    call: (api) => api.call('/get', { headers: { 'x-api-key': 'x'.repeat(40) } }),
    status: 403,
    body: () => ({ message: 'Forbidden' }),
    errorType: 'ForbiddenException',
  },
  {
    name: 'disabled key',
    source: 'S-LS api_key_validation',
    call: async (api) => {
      const patchOperations = [{ op: 'replace' as const, path: '/enabled', value: 'false' }];
      await network.gateway.send(new UpdateApiKeyCommand({ apiKey: api.keyId, patchOperations }));
      return api.call('/get');
    },
    status: 403,
    body: () => ({ message: 'Forbidden' }),
    errorType: 'ForbiddenException',
  },
  {
    name: 'quota spent',
    source: 'S-GWR QUOTA_EXCEEDED; S-LS type; text UNCONFIRMED',
    settings: { quota: { limit: 1, period: 'DAY' } },
    call: async (api) => {
      await api.call('/get');
      return api.call('/get');
    },
    status: 429,
    body: () => ({ message: 'Limit Exceeded' }),
    errorType: 'LimitExceededException',
  },
  {
    name: 'throttled',
    source: 'S-UP; S-LS THROTTLED',
    settings: { throttle: { rateLimit: 0.001, burstLimit: 1 } },
    call: async (api) => {
      await api.call('/get');
      return api.call('/get');
    },
    status: 429,
    body: () => ({ message: 'Too Many Requests' }),
    errorType: 'TooManyRequestsException',
  },
  {
    name: 'no such path',
    source: 'measured S-LS test_routing_not_found',
    call: (api) => api.call(''),
    status: 403,
    body: () => ({ message: 'Missing Authentication Token' }),
    errorType: 'MissingAuthenticationTokenException',
  },
  {
    name: 'wrong stage',
    source: 'aws-facts H, negative test',
    call: (api) =>
      callThrough(network.sandbox, doorUrl(network), {
        path: '/prod/get',
        headers: { host: api.host, 'x-api-key': api.key },
      }),
    status: 403,
    body: () => ({ message: 'Forbidden' }),
    errorType: 'ForbiddenException',
  },
  {
    name: 'resource policy, explicit deny',
    source: 'measured 2026-10-02, S-FLOCI R5/R6',
    settings: { policy: policy({ aws: 'vpc-other' }) },
    call: (api) => api.call('/get'),
    status: 403,
    body: (api) =>
      deny(
        `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:ap-northeast-1:********9012:${api.apiId}/live/GET/get with an explicit deny in a resource-based policy`,
      ),
    errorType: 'AccessDeniedException',
  },
  {
    name: 'resource policy, no Allow that matches',
    source: 'aws-samples/aws-cross-account-private-api-demo#1',
    settings: { policy: policy({ stage: 'other' }) },
    call: (api) => api.call('/get'),
    status: 403,
    body: (api) =>
      deny(
        `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:ap-northeast-1:********9012:${api.apiId}/live/GET/get`,
      ),
    errorType: 'AccessDeniedException',
  },
  {
    name: 'unknown API id on the endpoint',
    source: 'repost api-gateway-vpc-connections; body UNCONFIRMED',
    call: (api) => api.call('/get', { headers: { host: api.host.replace(/^\w+/, 'aaaaaaaaaa') } }),
    status: 403,
    body: () => ({ message: 'Forbidden' }),
    errorType: 'ForbiddenException',
  },
  {
    name: 'integration timeout',
    source: 'S-GWR INTEGRATION_TIMEOUT; body UNCONFIRMED',
    settings: { integration: { uri: 'https://up.example.com/{proxy}', timeoutInMillis: 60 } },
    call: (api) => api.call('/slow'),
    status: 504,
    body: () => ({ message: 'Endpoint request timed out' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'integration timeout in the middle of a body',
    source: 'S-GWR INTEGRATION_TIMEOUT; body UNCONFIRMED',
    settings: { integration: { uri: 'https://httpbin.org/{proxy}', timeoutInMillis: 200 } },
    call: (api) => api.call('/drip?duration=5&numbytes=5'),
    status: 504,
    body: () => ({ message: 'Endpoint request timed out' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'upstream refuses the connection',
    source: 'S-GWR INTEGRATION_FAILURE; text S-LS http.py',
    settings: at('closed.example.com'),
    call: (api) => api.call('/get'),
    status: 504,
    body: () => ({ message: 'Network error communicating with endpoint' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'upstream breaks the connection off',
    source: 'S-GWR INTEGRATION_FAILURE; text S-LS http.py',
    settings: at('up.example.com'),
    call: (api) => api.call('/reset'),
    status: 504,
    body: () => ({ message: 'Network error communicating with endpoint' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'upstream name does not resolve',
    source: 'measured S-LS test_failed_invoke_test_method',
    settings: at('no-such-host.example.com'),
    call: (api) => api.call('/get'),
    status: 500,
    body: () => ({ message: 'Internal server error' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'path too long: method ARN over 1,600 bytes',
    source: 'S-QA; body UNCONFIRMED',
    call: (api) => api.call(`/${'a'.repeat(1600)}`),
    status: 414,
    errorType: 'RequestUriTooLongException',
  },
  {
    name: 'upstream’s own 4xx passes through',
    source: 'S-LS test_http_integration_invoke_status_code_passthrough[HTTP_PROXY]',
    settings: at('up.example.com'),
    call: (api) => api.call('/teapot'),
    status: 418,
    body: () => 'short and stout',
    errorType: undefined,
  },
  {
    name: 'request over 10 MB',
    source: 'S-QR payload; text UNCONFIRMED',
    call: (api) => api.call('/post', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) }),
    status: 413,
    body: () => ({ message: 'Request Too Long' }),
    errorType: 'RequestTooLargeException',
  },
  {
    name: 'buffered answer over 10 MB',
    source: 'S-QR payload',
    settings: at('up.example.com'),
    call: (api) => api.call('/big'),
    status: 500,
    body: () => ({ message: 'Internal server error' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'buffered answer of exactly 10 MB',
    source: 'S-QR payload',
    settings: at('up.example.com'),
    call: (api) => api.call('/full'),
    status: 200,
    errorType: undefined,
  },
  {
    name: 'a mapping of content-length',
    source: 'measured S-LS header_remapping_http',
    settings: {
      integration: { requestParameters: { 'integration.request.header.content-length': "'1'" } },
    },
    call: (api) => api.call('/get'),
    status: 500,
    body: () => ({ message: 'Internal server error' }),
    errorType: 'InternalServerErrorException',
  },
  {
    name: 'a validator that misses a header',
    source: 'S-GWR BAD_REQUEST_PARAMETERS; text measured S-LS',
    settings: {
      prepare: (apiId) => {
        const api = network.sandbox.context.apigateway.apis.get(apiId);
        if (!api) return;
        const id = 'valid1';
        api.validators[id] = { id, validateRequestBody: false, validateRequestParameters: true };
      },
      method: {
        requestValidatorId: 'valid1',
        requestParameters: {
          'method.request.path.proxy': true,
          'method.request.header.x-upstream-api-key': true,
        },
      },
    },
    call: (api) => api.call('/get'),
    status: 400,
    body: () => ({ message: 'Missing required request parameters: [x-upstream-api-key]' }),
    errorType: 'BadRequestException',
  },
];

function policy({ aws, stage }: { aws?: string; stage?: string }) {
  const all = { Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
  const Condition = { StringNotEquals: { 'aws:SourceVpc': aws } };
  return {
    Version: '2012-10-17',
    Statement: [
      ...(aws === undefined ? [] : [{ ...all, Effect: 'Deny', Condition }]),
      { ...all, Effect: 'Allow', Resource: `execute-api:/${stage ?? '*'}/*` },
    ],
  };
}

describe('what callers get (aws-facts B3)', () => {
  it.each(rows)(
    '$name → $status ($source)',
    async ({ settings, call, status, body, errorType }) => {
      const api = await makeApi(network, settings);
      const answer = await call(api);
      expect(answer.status).toBe(status);
      expect(answer.headers['x-amzn-errortype']).toBe(errorType);
      expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers['x-amz-apigw-id']).toBeTruthy();
      const expected = body?.(api);
      if (typeof expected === 'string') expect(answer.text).toBe(expected);
      else if (expected) expect(answer.text).toBe(JSON.stringify(expected));
    },
  );
});

describe('addresses (aws-facts A9)', () => {
  it('accepts {api}-{vpce} for the endpoint that the API names, and for no other', async () => {
    const { vpcEndpointId } = network.endpoint;
    const suffix = '.execute-api.ap-northeast-1.amazonaws.com';
    const named = await makeApi(network, { vpcEndpointIds: [vpcEndpointId] });
    const host = `${named.apiId}-${vpcEndpointId}${suffix}`;
    expect((await named.call('/get', { headers: { host } })).status).toBe(200);
    const unnamed = await makeApi(network);
    const other = `${unnamed.apiId}-${vpcEndpointId}${suffix}`;
    expect((await unnamed.call('/get', { headers: { host: other } })).status).toBe(403);
  });

  it('accepts the endpoint’s own name with x-apigw-api-id, and not without', async () => {
    const api = await makeApi(network);
    const host = network.endpoint.dnsEntries[0]?.dnsName ?? '';
    const headers = { host, 'x-apigw-api-id': api.apiId };
    expect((await api.call('/get', { headers })).status).toBe(200);
    expect((await api.call('/get', { headers: { host } })).status).toBe(403);
  });

  it('breaks the connection of a caller outside every VPC, who could not resolve the name', async () => {
    const api = await makeApi(network);
    const headers = { host: api.host, 'x-api-key': api.key };
    const url = network.sandbox.publicUrl;
    await expect(callThrough(network.sandbox, url, { path: '/live/get', headers })).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    );
  });

  it('answers for a public API outside, and refuses it through the endpoint (repost)', async () => {
    const everyone = policy({});
    const api = await makeApi(network, { policy: everyone });
    const { context, publicUrl } = network.sandbox;
    const stored = context.apigateway.apis.get(api.apiId);
    if (stored) stored.endpointConfiguration.types = ['REGIONAL'];
    const headers = { host: api.host, 'x-api-key': api.key };
    const outside = await callThrough(network.sandbox, publicUrl, { path: '/live/get', headers });
    expect(outside.status).toBe(200);
    const inside = await api.call('/get');
    expect([inside.status, inside.text]).toEqual([403, '{"message":"Forbidden"}']);
  });

  it('answers plain HTTP on the same port', async () => {
    const api = await makeApi(network);
    const headers = { host: api.host, 'x-api-key': api.key };
    const url = doorUrl(network).replace('https:', 'http:');
    const answer = await callThrough(network.sandbox, url, { path: '/live/get', headers });
    expect(answer.status).toBe(200);
  });
});

async function redeploy(restApiId: string): Promise<void> {
  const { gateway } = network;
  const { id } = await gateway.send(new CreateDeploymentCommand({ restApiId }));
  const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: id }];
  await gateway.send(new UpdateStageCommand({ restApiId, stageName: 'live', patchOperations }));
}

describe('snapshots and policies', () => {
  it('serves what was deployed until the stage moves (aws-facts A7)', async () => {
    const { gateway } = network;
    const api = await makeApi(network);
    const root = { restApiId: api.apiId, resourceId: api.rootResourceId, httpMethod: 'GET' };
    await gateway.send(new PutMethodCommand({ ...root, authorizationType: 'NONE' }));
    await gateway.send(
      new PutIntegrationCommand({
        ...root,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'GET',
        uri: 'https://httpbin.org/ip',
      }),
    );
    expect((await api.call('/')).status).toBe(403);
    await redeploy(api.apiId);
    expect((await api.call('/')).status).toBe(200);
  });

  it('takes a changed policy only with a new deployment (rubyonjets/jets#339)', async () => {
    const { gateway } = network;
    const api = await makeApi(network);
    const value = JSON.stringify(policy({ aws: 'vpc-other' }));
    await gateway.send(
      new UpdateRestApiCommand({
        restApiId: api.apiId,
        patchOperations: [{ op: 'replace', path: '/policy', value }],
      }),
    );
    expect((await api.call('/get')).status).toBe(200);
    await redeploy(api.apiId);
    expect((await api.call('/get')).status).toBe(403);
  });

  it('lets the endpoint policy refuse before anything else (S-VPCEPOL; text UNCONFIRMED)', async () => {
    const api = await makeApi(network);
    const { vpcEndpointId } = network.endpoint;
    const { context } = network.sandbox;
    const policyDocument = JSON.stringify(policy({ stage: 'none' }));
    modifyEndpoint(context, vpcEndpointId, { policyDocument });
    const answer = await api.call('/get');
    modifyEndpoint(context, vpcEndpointId, { policyDocument: null });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toHaveProperty('Message');
  });

  it('takes a Bearer token as anonymous and refuses a signature for another service (S-VPCEPOL)', async () => {
    const api = await makeApi(network);
    const bearer = await api.call('/get', { headers: { authorization: 'Bearer sk-1' } });
    expect(bearer.status).toBe(200);
    expect(JSON.parse(bearer.text).headers.Authorization).toBe('Bearer sk-1');
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKIA/20261122/ap-northeast-1/s3/aws4_request, SignedHeaders=host, Signature=0';
    expect((await api.call('/get', { headers: { authorization } })).status).toBe(403);
  });
});
