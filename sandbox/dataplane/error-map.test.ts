import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { expect } from 'vitest';
import { modifyEndpoint } from '../ec2/endpoints';
import { type Api, at, describeFacts, type Fact } from './fact-table';
import { doorUrl, makeApi, type Network } from './fixture';
import { callThrough } from './fixture-caller';

// Source: aws-facts B3

const forbidden = {
  status: 403,
  errorType: 'ForbiddenException',
  body: { message: 'Forbidden' },
};
const missingToken = {
  status: 403,
  errorType: 'MissingAuthenticationTokenException',
  body: { message: 'Missing Authentication Token' },
};
const internalError = {
  status: 500,
  errorType: 'InternalServerErrorException',
  body: { message: 'Internal server error' },
};
const limitExceeded = {
  status: 429,
  errorType: 'LimitExceededException',
  body: { message: 'Limit Exceeded' },
};
const tooManyRequests = {
  status: 429,
  errorType: 'TooManyRequestsException',
  body: { message: 'Too Many Requests' },
};
const networkError = {
  status: 504,
  errorType: 'InternalServerErrorException',
  body: { message: 'Network error communicating with endpoint' },
};
const denied = (tail: string) => ({
  status: 403,
  errorType: 'AccessDeniedException',
  body: ({ apiId }: Api) => ({
    Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:ap-northeast-1:********9012:${apiId}/live/GET/x${tail}`,
  }),
});

const statement = {
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
};
const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = { ...statement, Effect: 'Allow' };
const denyOthers = {
  ...statement,
  Effect: 'Deny',
  Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-other' } },
};
const allowElsewhere = { ...allow, Resource: 'execute-api:/other/*' };

const withKey = (value: string) => ({ headers: { 'x-api-key': value } });
const twice: Fact['call'] = async (api) => {
  expect((await api.call('/x')).status).toBe(200);
  return api.call('/x');
};

describeFacts('keys and limits', [
  {
    fact: 'no key → 403',
    source: 'S-GWR INVALID_API_KEY',
    request: withKey(''),
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'an unknown key → 403',
    source: 'S-LS api_key_validation',
    request: withKey('x'.repeat(40)),
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'a disabled key → 403',
    source: 'S-LS api_key_validation',
    given: (api, { gateway }) => {
      const patchOperations = [{ op: 'replace' as const, path: '/enabled', value: 'false' }];
      return gateway.send(new UpdateApiKeyCommand({ apiKey: api.keyId, patchOperations }));
    },
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'a key in no plan → 403',
    source: 'S-LS api_key_validation',
    call: async (api, { gateway }) => {
      const { value = '' } = await gateway.send(new CreateApiKeyCommand({ enabled: true }));
      return api.call('/x', withKey(value));
    },
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'a key in a plan of another stage → 403',
    source: 'S-LS api_key_validation',
    call: async (api, network) => {
      const { gateway } = network;
      const other = await makeApi(network);
      const apiStages = [{ apiId: other.apiId, stage: 'live' }];
      const plan = await gateway.send(new CreateUsagePlanCommand({ name: api.name, apiStages }));
      const key = await gateway.send(new CreateApiKeyCommand({ enabled: true }));
      const input = { usagePlanId: plan.id, keyId: key.id, keyType: 'API_KEY' };
      await gateway.send(new CreateUsagePlanKeyCommand(input));
      return api.call('/x', withKey(key.value ?? ''));
    },
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'a method that asks for no key takes none',
    source: 'S-SPEC Method.ApiKeyRequired',
    api: { method: { apiKeyRequired: false } },
    request: withKey(''),
    answer: { body: 'ok' },
  },
  {
    fact: 'a spent quota → 429',
    source: 'S-GWR QUOTA_EXCEEDED; type S-LS; text UNCONFIRMED',
    api: { quota: { limit: 1, period: 'DAY' } },
    call: twice,
    answer: limitExceeded,
  },
  {
    fact: 'an empty throttle → 429',
    source: 'S-UP; S-LS THROTTLED',
    api: { throttle: { rateLimit: 0.001, burstLimit: 1 } },
    call: twice,
    answer: tooManyRequests,
  },
  {
    fact: 'the throttle comes before the quota',
    source: 'UNCONFIRMED',
    api: {
      throttle: { rateLimit: 0.001, burstLimit: 1 },
      quota: { limit: 1, period: 'DAY' },
    },
    call: twice,
    answer: tooManyRequests,
  },
]);

const getOnly = { httpMethod: 'GET' };

describeFacts('routes, policies and addresses', [
  {
    fact: 'no such path → 403: {proxy+} never takes the root',
    source: 'measured S-LS test_routing_not_found; aws-facts 0.7',
    path: '',
    sent: null,
    answer: missingToken,
  },
  {
    fact: 'no such path → 403: nor the root with a slash',
    source: 'measured S-LS test_routing_not_found; aws-facts 0.7',
    path: '/',
    sent: null,
    answer: missingToken,
  },
  {
    fact: 'no such method → 403, and never 405',
    source: 'measured S-LS test_routing_not_found',
    api: { method: getOnly },
    request: { method: 'POST' },
    sent: null,
    answer: missingToken,
  },
  {
    fact: 'HEAD is no GET → 403',
    source: 'S-LS resource_router.py',
    api: { method: getOnly },
    request: { method: 'HEAD' },
    sent: null,
    answer: { status: 403, errorType: 'MissingAuthenticationTokenException' },
  },
  {
    fact: 'no such path is said before a missing key',
    source: 'aws-facts B3, order UNCONFIRMED',
    path: '',
    request: withKey(''),
    answer: missingToken,
  },
  {
    fact: 'a resource policy that denies → 403 with a capital Message',
    source: 'measured 2026-10-02, S-FLOCI R5/R6',
    api: { policy: policyOf(denyOthers, allow) },
    sent: null,
    answer: denied(' with an explicit deny in a resource-based policy'),
  },
  {
    fact: 'a resource policy that allows nothing that fits → the same without the tail',
    source: 'aws-samples/aws-cross-account-private-api-demo#1',
    api: { policy: policyOf(allowElsewhere) },
    sent: null,
    answer: denied(''),
  },
  {
    fact: 'a policy refuses before a missing key does',
    source: 'S-AUTHZ',
    api: { policy: policyOf(allowElsewhere) },
    request: withKey(''),
    answer: denied(''),
  },
  ...(
    [
      [
        'denies',
        policyOf({ ...denyOthers, Resource: '*' }, { ...allow, Resource: '*' }),
        ' with an explicit deny in a VPC endpoint policy',
      ],
      [
        'allows nothing that fits',
        policyOf({ ...allow, Resource: 'arn:aws:execute-api:*:*:*/other/*' }),
        '',
      ],
    ] as const
  ).map(
    ([what, policy, tail]): Fact => ({
      fact: `an endpoint policy that ${what} → 403, the same family`,
      source: 'S-VPCEPOL; text UNCONFIRMED',
      call: async (api, network) => {
        const policyDocument = JSON.stringify(policy);
        return behindPolicy(network, policyDocument, () => api.call('/x'));
      },
      sent: null,
      answer: denied(tail),
    }),
  ),
  {
    fact: 'a signature for another service → 403',
    source: 'S-VPCEPOL; text UNCONFIRMED',
    request: {
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIA/20261122/ap-northeast-1/s3/aws4_request, SignedHeaders=host, Signature=0',
      },
    },
    sent: null,
    answer: { status: 403, errorType: 'InvalidSignatureException' },
  },
  {
    fact: 'AWS_IAM without a signature → 403',
    source: 'S-GWR MISSING_AUTHENTICATION_TOKEN',
    api: { method: { authorizationType: 'AWS_IAM' } },
    request: { headers: { authorization: 'Bearer sk-1' } },
    sent: null,
    answer: missingToken,
  },
  {
    fact: 'a Bearer token is anonymous, and passes',
    source: 'S-VPCEPOL',
    request: { headers: { authorization: 'Bearer sk-1' } },
    sent: { headers: { authorization: 'Bearer sk-1' } },
    answer: { body: 'ok' },
  },
  {
    fact: 'an unknown API on the endpoint → 403, and nobody’s log knows',
    source: 'repost api-gateway-vpc-connections; body UNCONFIRMED',
    call: (api) => api.call('/x', { headers: { host: api.host.replace(/^\w+/, 'aaaaaaaaaa') } }),
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'a public API through the endpoint → 403',
    source: 'repost api-gateway-vpc-connections; body UNCONFIRMED',
    given: async (api, { sandbox }) => {
      const stored = sandbox.context.apigateway.apis.get(api.apiId);
      if (stored) stored.endpointConfiguration.types = ['REGIONAL'];
    },
    sent: null,
    answer: forbidden,
  },
  {
    fact: 'a stage that is not there → 403',
    source: 'aws-facts H, negative test; body UNCONFIRMED',
    call: (api, network) =>
      callThrough(network.sandbox, doorUrl(network), {
        path: '/prod/x',
        headers: { host: api.host, 'x-api-key': api.key },
      }),
    sent: null,
    answer: forbidden,
  },
]);

async function behindPolicy<T>(network: Network, policyDocument: string, call: () => Promise<T>) {
  const { context } = network.sandbox;
  const { vpcEndpointId } = network.endpoint;
  modifyEndpoint(context, vpcEndpointId, { policyDocument });
  return call().finally(() => modifyEndpoint(context, vpcEndpointId, { policyDocument: null }));
}

const validated = (requestParameters: Record<string, boolean>, body = false) => ({
  validator: { validateRequestParameters: !body, validateRequestBody: body },
  method: { requestParameters: { 'method.request.path.proxy': true, ...requestParameters } },
});
const badRequest = (message: string) => ({
  status: 400,
  errorType: 'BadRequestException',
  body: { message },
});

describeFacts('validators', [
  {
    fact: 'a missing header → 400, by name',
    source: 'S-GWR BAD_REQUEST_PARAMETERS; text measured S-LS',
    api: validated({ 'method.request.header.x-upstream-api-key': true }),
    sent: null,
    answer: badRequest('Missing required request parameters: [x-upstream-api-key]'),
  },
  {
    fact: 'a missing query parameter → 400',
    source: 'S-GWR BAD_REQUEST_PARAMETERS; text measured S-LS',
    api: validated({ 'method.request.querystring.model': true }),
    path: '/x?other=1',
    sent: null,
    answer: badRequest('Missing required request parameters: [model]'),
  },
  {
    fact: 'both, sorted by place and name',
    source: 'S-LS method_request.py',
    api: validated({
      'method.request.querystring.model': true,
      'method.request.header.x-b': true,
      'method.request.header.x-a': true,
    }),
    answer: badRequest('Missing required request parameters: [x-a, x-b, model]'),
  },
  {
    fact: 'what is there, or not required, passes',
    source: 'S-LS method_request.py',
    api: validated({ 'method.request.header.x-a': true, 'method.request.header.x-b': false }),
    request: { headers: { 'x-a': '1' } },
    answer: { body: 'ok' },
  },
]);

describeFacts('integrations', [
  {
    fact: 'the upstream refuses the connection → 504',
    source: 'S-GWR INTEGRATION_FAILURE; text S-LS http.py',
    api: at('closed.example.com'),
    answer: networkError,
  },
  {
    fact: 'the upstream breaks the connection off → 504',
    source: 'S-GWR INTEGRATION_FAILURE; text S-LS http.py',
    upstream: (incoming) => incoming.socket.destroy(),
    answer: networkError,
  },
  {
    fact: 'the upstream breaks off in the middle of its answer → 504',
    source: 'S-GWR INTEGRATION_FAILURE; INFERENCE',
    upstream: (incoming, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half', () => incoming.socket.destroy());
    },
    answer: networkError,
  },
  {
    fact: 'the upstream’s name does not resolve → 500',
    source: 'measured S-LS test_failed_invoke_test_method',
    api: at('no-such-host.example.com'),
    answer: internalError,
  },
  {
    fact: 'a URI that is none once it is filled → 500',
    source: 'measured S-LS test_failed_invoke_test_method; INFERENCE',
    api: { integration: { uri: 'https://{proxy}' } },
    path: '/a%20b',
    answer: internalError,
  },
  {
    fact: 'the upstream takes too long → 504',
    source: 'S-GWR INTEGRATION_TIMEOUT; body UNCONFIRMED',
    api: { integration: { timeoutInMillis: 50 } },
    upstream: () => {},
    answer: {
      status: 504,
      errorType: 'InternalServerErrorException',
      body: { message: 'Endpoint request timed out' },
    },
  },
  {
    fact: 'the upstream’s own Forbidden is no error of the gateway’s, but for the header the same',
    source: 'S-LS HTTP_PROXY',
    upstream: (_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"message":"Forbidden"}');
    },
    answer: { status: 403, body: { message: 'Forbidden' } },
  },
]);
