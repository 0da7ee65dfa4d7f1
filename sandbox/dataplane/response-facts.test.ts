import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  PutIntegrationResponseCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { describeFacts, type Fact } from './fact-table';

// Source: aws-facts A6

const remapping = 'measured S-LS header_remapping_http[HTTP_PROXY]';
const says =
  (status: number, headers: Record<string, string | string[]>, body: string | Buffer = '') =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };

describeFacts('response headers of HTTP_PROXY', [
  ...Object.entries({ Server: 'gunicorn/19.9.0', Date: 'Wed, 01 Jan 2025 00:00:00 GMT' }).map(
    ([name, value]): Fact => ({
      fact: `${name} comes back remapped`,
      source: remapping,
      upstream: says(200, { [name]: value }),
      answer: { headers: { [`x-amzn-remapped-${name}`]: value } },
    }),
  ),
  {
    fact: 'Content-Length and Connection come back remapped',
    source: remapping,
    upstream: says(200, { 'content-length': '2', connection: 'keep-alive' }, 'ok'),
    answer: {
      body: 'ok',
      headers: {
        'x-amzn-remapped-content-length': '2',
        'x-amzn-remapped-connection': 'keep-alive',
        'content-length': '2',
      },
    },
  },
  {
    fact: 'an upstream’s own x-amzn-RequestId comes back remapped, beside the gateway’s',
    source: 'measured S-LS test_http_integration_with_lambda[HTTP_PROXY]',
    upstream: says(200, { 'x-amzn-RequestId': 'theirs' }),
    answer: {
      headers: {
        'x-amzn-remapped-x-amzn-requestid': 'theirs',
        'x-amzn-requestid': /[0-9a-f-]{36}$/,
      },
    },
  },
  ...Object.entries({ 'Content-Encoding': 'gzip', Via: '1.1 upstream' }).map(
    ([name, value]): Fact => ({
      fact: `${name} is dropped`,
      source: 'S-LS integration handlers',
      upstream: says(200, { [name]: value }),
      answer: { headers: { [name]: null } },
    }),
  ),
  {
    fact: 'Transfer-Encoding is dropped: a buffered answer has a length',
    source: 'S-LS integration handlers',
    upstream: (_, response) => {
      response.write('o');
      response.end('k');
    },
    answer: { body: 'ok', headers: { 'transfer-encoding': null, 'content-length': '2' } },
  },
  ...Object.entries({
    'Access-Control-Allow-Origin': '*',
    'Content-Type': 'text/event-stream',
    ETag: '"1"',
    'X-Custom': 'kept',
    'WWW-Authenticate': 'Basic',
    'Retry-After': '7',
  }).map(
    ([name, value]): Fact => ({
      fact: `${name} passes`,
      source: name === 'WWW-Authenticate' ? 'aws-facts A6; UNCONFIRMED' : remapping,
      upstream: says(200, { [name]: value }),
      answer: { headers: { [name]: value } },
    }),
  ),
  {
    fact: 'several Set-Cookie headers stay several',
    source: 'UNCONFIRMED',
    upstream: says(200, { 'set-cookie': ['a=1', 'b=2'] }),
    answer: { headers: { 'set-cookie': 'a=1,b=2' } },
  },
  {
    fact: 'an answer without a content type is JSON',
    source: 'S-LS integration handlers',
    upstream: says(200, {}, '{}'),
    answer: { headers: { 'content-type': 'application/json' } },
  },
]);

const bytes = Buffer.from([0, 255, 128, 10, 200]);

describeFacts('statuses and bodies of HTTP_PROXY', [
  ...[201, 204, 304, 400, 401, 403, 404, 418, 429, 500, 502, 503, 504].map(
    (status): Fact => ({
      fact: `an upstream’s ${status} is the caller’s, and no error of the gateway`,
      source: 'measured S-LS test_http_integration_invoke_status_code_passthrough[HTTP_PROXY]',
      upstream: says(status, { 'content-type': 'text/plain' }, status === 204 ? '' : 'theirs'),
      answer: { status, body: status === 204 || status === 304 ? '' : 'theirs' },
    }),
  ),
  {
    fact: 'redirects are handed on, unfollowed',
    source: 'UNCONFIRMED',
    upstream: says(302, { location: 'https://elsewhere.example.com/' }),
    answer: { status: 302, headers: { location: 'https://elsewhere.example.com/' } },
  },
  {
    fact: 'bytes come back when their type is declared binary',
    source: 'awsdocs payload encodings',
    api: { binaryMediaTypes: ['image/png'] },
    upstream: says(200, { 'content-type': 'image/png' }, bytes),
    answer: { body: bytes },
  },
  {
    fact: 'and destroyed, as UTF-8 text, when it is not',
    source: 'awsdocs payload encodings',
    api: { binaryMediaTypes: [] },
    upstream: says(200, { 'content-type': 'image/png' }, bytes),
    answer: { body: Buffer.from(bytes.toString('utf8')) },
  },
  {
    fact: 'a buffered answer of exactly 10 MB passes',
    source: 'S-QR payload',
    upstream: says(200, {}, Buffer.alloc(10 * 1024 * 1024)),
    answer: { body: Buffer.alloc(10 * 1024 * 1024) },
  },
  {
    fact: 'one of a byte more fails the call',
    source: 'S-QR payload; answer UNCONFIRMED',
    upstream: says(200, {}, Buffer.alloc(10 * 1024 * 1024 + 1)),
    answer: {
      status: 500,
      errorType: 'InternalServerErrorException',
      body: { message: 'Internal server error' },
    },
  },
]);

const custom = (requestParameters = {}) => ({
  integration: { type: 'HTTP' as const, requestParameters },
});
type Given = NonNullable<Fact['given']>;

/** Another integration response than the default 200, deployed. */
const respond =
  (statusCode: string, settings: object): Given =>
  async (api, network) => {
    const target = {
      restApiId: api.apiId,
      resourceId: api.resourceId,
      httpMethod: 'ANY',
      statusCode,
    };
    if (statusCode !== '200') await network.gateway.send(new PutMethodResponseCommand(target));
    await network.gateway.send(new PutIntegrationResponseCommand({ ...target, ...settings }));
    await api.redeploy();
  };

describeFacts('answers of custom HTTP integrations', [
  {
    fact: 'the one integration response flattens every status: a 400 comes back as 200',
    source: 'measured S-LS test_http_integration_invoke_status_code_passthrough[HTTP]',
    api: custom(),
    upstream: says(400, {}, 'theirs'),
    answer: { status: 200, body: 'theirs' },
  },
  {
    fact: 'a pattern that fits the upstream’s status comes first',
    source: 'developer guide, integration responses',
    api: custom(),
    given: respond('404', { selectionPattern: '4\\d{2}' }),
    upstream: says(400, {}, 'theirs'),
    answer: { status: 404, body: 'theirs' },
  },
  {
    fact: 'no header of the upstream comes back by itself; the answer is JSON',
    source: 'measured S-LS header_remapping_http[HTTP]',
    api: custom(),
    upstream: says(200, { 'x-custom': 'lost', 'content-type': 'text/plain' }),
    answer: { headers: { 'x-custom': null, 'content-type': 'application/json' } },
  },
  {
    fact: 'it carries the trace',
    source: 'measured S-LS header_remapping_http[HTTP]',
    api: custom(),
    answer: { headers: { 'x-amzn-trace-id': /Root=1-/ } },
  },
  ...['Authorization', 'Host', 'User-Agent', 'WWW-Authenticate', 'Server', 'Max-Forwards'].map(
    (name): Fact => ({
      fact: `a mapped ${name} comes back remapped`,
      source: 'measured S-LS header_remapping_http[HTTP]',
      api: custom(),
      given: respond('200', {
        responseParameters: { [`method.response.header.${name}`]: "'mapped'" },
      }),
      answer: { headers: { [`x-amzn-remapped-${name}`]: 'mapped' } },
    }),
  ),
  ...['Accept', 'Age', 'Content-Encoding', 'Pragma', 'Range', 'Referer', 'Via'].map(
    (name): Fact => ({
      fact: `a mapped ${name} comes back as it is`,
      source: 'measured S-LS header_remapping_http[HTTP]',
      api: custom(),
      given: respond('200', {
        responseParameters: { [`method.response.header.${name}`]: "'mapped'" },
      }),
      answer: { headers: { [name]: 'mapped' } },
    }),
  ),
  {
    fact: 'a template that is not empty replaces the body',
    source: 'developer guide, mapping templates; aws-facts 0.4 INFERENCE',
    api: custom(),
    given: respond('200', {
      responseTemplates: { 'application/json': '{"title":"Empty Schema"}' },
    }),
    upstream: says(200, {}, 'theirs'),
    answer: { body: '{"title":"Empty Schema"}' },
  },
]);

describeFacts('who answered', [
  {
    fact: 'a client can override x-amzn-requestid, and x-amz-apigw-id not',
    source: 'aws-facts B3, stackoverflow 72722477; by which header INFERENCE',
    request: { headers: { 'x-amzn-requestid': 'mine', 'x-amz-apigw-id': 'mine' } },
    answer: { headers: { 'x-amzn-requestid': 'mine', 'x-amz-apigw-id': /[^e]=$/ } },
  },
  {
    fact: 'an upstream cannot pass for the gateway',
    source: 'aws-facts B3; INFERENCE',
    upstream: says(403, { 'x-amz-apigw-id': 'theirs' }, '{"message":"Forbidden"}'),
    answer: { status: 403, headers: { 'x-amz-apigw-id': /^x-amz-apigw-id: (?!theirs)[^,]+=$/ } },
  },
]);
