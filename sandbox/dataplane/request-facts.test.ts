import { at, describeFacts, type Fact, upstreamUri } from './fact-table';

// Source: aws-facts A6

const remapping = 'measured S-LS header_remapping_http[HTTP_PROXY]';
const mib = 1024 * 1024;
const mapped = (parameters: Record<string, string>) => ({
  integration: { requestParameters: parameters },
});
const header = (name: string) => `integration.request.header.${name}`;
const post = (headers: Record<string, string>, body: string | Buffer = 'body') => ({
  request: { method: 'POST', headers, body },
});

const forwarded: Fact[] = Object.entries({
  Accept: 'text/html',
  'Accept-Charset': 'UTF-8',
  'Accept-Encoding': 'br',
  Age: '7',
  Authorization: 'Bearer sk-test',
  'Content-Type': 'text/csv',
  Date: 'request_Date',
  Pragma: 'cache',
  Range: 'bytes=500-999',
  Referer: 'https://example.com/',
  'User-Agent': 'client/1.0',
  Warn: '299 client/1.0',
  'X-Custom': 'kept',
}).map(([name, value]) => ({
  fact: `${name} is forwarded as sent`,
  source: remapping,
  ...post({ [name]: value }),
  sent: { headers: { [name]: value } },
}));

const dropped: Fact[] = Object.entries({
  'Content-MD5': 'request_Content-MD5',
  'Max-Forwards': '2',
  'Proxy-Authenticate': 'Basic',
  Server: 'https://example.com/',
  TE: 'deflate',
  Trailer: 'Expires',
  Upgrade: 'HTTP/2.0',
  'WWW-Authenticate': 'Basic YWxhZGRpbjpvcGVuc2VzYW1l',
  'Content-Encoding': 'deflate',
  Via: 'p.example.net',
}).map(([name, value]) => ({
  fact: `${name} is dropped`,
  source: remapping,
  // Node sends a Trailer with a chunked body only.
  request: {
    headers: { [name]: value, ...(name === 'Trailer' ? { 'transfer-encoding': 'chunked' } : {}) },
  },
  sent: { headers: { [name]: null } },
}));

const goneBeforeMapping: Fact[] = ['Content-MD5', 'Max-Forwards', 'Server', 'WWW-Authenticate'].map(
  (name) => ({
    fact: `${name} is gone before mappings look for it`,
    source: 'measured S-LS header_remapping_http[HTTP], full-integration',
    api: mapped({ [header('x-copy')]: `method.request.header.${name}` }),
    request: { headers: { [name]: 'x' } },
    sent: { headers: { 'x-copy': null } },
  }),
);

const thereForMappings: Fact[] = ['Host', 'Content-Encoding', 'Via'].map((name) => ({
  fact: `${name} is not forwarded, but mappings find it`,
  source: 'measured S-LS header_remapping_http[HTTP], full-integration',
  api: mapped({ [header('x-copy')]: `method.request.header.${name}` }),
  request: name === 'Host' ? {} : { headers: { [name]: 'x' } },
  sent: { headers: { 'x-copy': name === 'Host' ? /execute-api/ : 'x' } },
}));

const setByMapping: Fact[] = Object.entries({
  'Content-Encoding': 'compress',
  'Content-MD5': 'set',
  'Max-Forwards': '2',
  Server: 'set',
  Upgrade: 'HTTP/2.0',
  'WWW-Authenticate': 'set',
}).map(([name, value]) => ({
  fact: `a mapping may set ${name}`,
  source: remapping,
  api: mapped({ [header(name)]: `'${value}'` }),
  // Node's own server takes a request with Upgrade for one without a body.
  sent: { headers: { [name]: value } },
}));

const droppedEvenMapped: Fact[] = ['Connection', 'Expect', 'Proxy-Authenticate', 'TE', 'Via'].map(
  (name) => ({
    fact: `${name} is dropped even when a mapping sets it`,
    source: remapping,
    api: mapped({ [header(name)]: "'mapped'" }),
    sent: { headers: { [name]: name === 'Connection' ? /^Connection: (?!mapped)/ : null } },
  }),
);

const forbiddenMappings: Fact[] = [
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'X-Amzn-Apigateway-Api-Id',
].map((name) => ({
  fact: `a mapping of ${name} fails the call`,
  source: name.startsWith('x') || name.startsWith('X') ? 'S-LS integration_request.py' : remapping,
  api: mapped({ [header(name)]: "'1'" }),
  sent: null,
  answer: {
    status: 500,
    errorType: 'InternalServerErrorException',
    body: { message: 'Internal server error' },
  },
}));

describeFacts('request headers of HTTP_PROXY', [
  ...forwarded,
  ...dropped,
  ...goneBeforeMapping,
  ...thereForMappings,
  ...setByMapping,
  ...droppedEvenMapped,
  ...forbiddenMappings,
  {
    fact: 'the client’s Host never arrives; it is the integration URL’s',
    source: 'S-KNOWN',
    sent: { headers: { host: 'up.example.com' } },
  },
  {
    fact: 'a mapping may set Host',
    source: remapping,
    api: mapped({ [header('Host')]: "'other.example.com'" }),
    sent: { headers: { host: 'other.example.com' } },
  },
  {
    fact: 'without one the agent is the API’s, and Accept is JSON',
    source: 'measured S-LS header_remapping_http[HTTP]; for HTTP_PROXY S-LS integration_request.py',
    sent: {
      headers: {
        'user-agent': /^user-agent: AmazonAPIGateway_\w{10}$/,
        accept: 'application/json',
      },
    },
  },
  {
    fact: 'the upstream learns the API’s id and a trace',
    source: remapping,
    sent: {
      headers: {
        'x-amzn-apigateway-api-id': /^x-amzn-apigateway-api-id: \w{10}$/,
        'x-amzn-trace-id': /: Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/,
      },
    },
  },
  {
    fact: 'a client cannot pass for another API',
    source: 'S-LS integration_request.py',
    request: { headers: { 'x-amzn-apigateway-api-id': 'aaaaaaaaaa' } },
    sent: { headers: { 'x-amzn-apigateway-api-id': /: (?!a{10})\w{10}$/ } },
  },
  {
    fact: 'a client’s trace goes on under its root',
    source: 'S-LS parse.py',
    request: {
      headers: { 'x-amzn-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1' },
    },
    sent: { headers: { 'x-amzn-trace-id': /Root=1-5759e988-bd862e3fe1be46a994272793/ } },
  },
  {
    fact: 'a trace that is none is replaced',
    source: 'S-LS parse.py; INFERENCE',
    request: { headers: { 'x-amzn-trace-id': 'mine' } },
    sent: { headers: { 'x-amzn-trace-id': /: Root=1-/ } },
  },
  {
    fact: 'X-Forwarded-For carries the caller’s address, which is a private one',
    source: 'ustayready/fireprox; private INFERENCE',
    sent: { headers: { 'x-forwarded-for': '10.0.0.10' } },
  },
  {
    fact: 'and what the client said before it',
    source: 'ustayready/fireprox; INFERENCE',
    request: { headers: { 'x-forwarded-for': '192.0.2.1' } },
    sent: { headers: { 'x-forwarded-for': '192.0.2.1, 10.0.0.10' } },
  },
  {
    fact: 'a mapping overrides X-Forwarded-For',
    source: 'ustayready/fireprox',
    api: mapped({ [header('X-Forwarded-For')]: "'203.0.113.1'" }),
    request: { headers: { 'x-forwarded-for': '192.0.2.1' } },
    sent: { headers: { 'x-forwarded-for': '203.0.113.1' } },
  },
  {
    fact: 'a mapping overrides a client’s header',
    source: 'measured S-LS test_http_proxy_integration_request_data_mappings',
    api: mapped({ [header('headerVar')]: 'method.request.header.foobar' }),
    request: { headers: { foobar: 'mapped-value', headerVar: 'request-value' } },
    sent: { headers: { headervar: 'mapped-value', foobar: 'mapped-value' } },
  },
  {
    fact: 'so the gateway’s key stays here',
    source: 'aws-facts A6; INFERENCE',
    api: mapped({ [header('x-api-key')]: "'redacted'" }),
    sent: { headers: { 'x-api-key': 'redacted' } },
  },
  {
    fact: 'an empty literal is no mapping: the key goes on to the upstream',
    source: 'S-LS parameters_mapping.py; UNCONFIRMED',
    api: mapped({ [header('x-api-key')]: "''" }),
    sent: { headers: { 'x-api-key': /: \w{20,}$/ } },
  },
  {
    fact: 'a mapping whose source is absent is skipped: the key goes on to the upstream',
    source: 'S-LS parameters_mapping.py; INFERENCE',
    api: mapped({ [header('x-api-key')]: 'method.request.header.x-upstream-api-key' }),
    sent: { headers: { 'x-api-key': /: \w{20,}$/ } },
  },
  {
    fact: 'an upstream’s own x-api-key comes from a header of its own',
    source: 'aws-facts A6',
    api: mapped({ [header('x-api-key')]: 'method.request.header.x-upstream-api-key' }),
    request: { headers: { 'x-upstream-api-key': 'theirs' } },
    sent: { headers: { 'x-api-key': 'theirs' } },
  },
  {
    fact: 'an upstream credential comes from a stage variable or the context',
    source: 'developer guide, data mappings',
    api: mapped({ [header('x-stage')]: 'context.stage', [header('x-call')]: 'context.httpMethod' }),
    sent: { headers: { 'x-stage': 'live', 'x-call': 'GET' } },
  },
]);

describeFacts('method, path and query', [
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'].map(
    (method): Fact => ({
      fact: `integration method ANY: ${method} stays ${method}`,
      source: 'S-LS integration_request.py',
      request: { method },
      sent: { method },
    }),
  ),
  {
    fact: 'ANY stands for seven methods: TRACE finds none',
    source: 'S-LS resource_router.py',
    request: { method: 'TRACE' },
    sent: null,
    answer: {
      status: 403,
      errorType: 'MissingAuthenticationTokenException',
      body: { message: 'Missing Authentication Token' },
    },
  },
  {
    fact: 'a fixed integration method wins',
    source: 'measured S-LS test_http_integration_method',
    api: { integration: { integrationHttpMethod: 'POST' } },
    request: { method: 'PUT', body: 'x' },
    sent: { method: 'POST', body: 'x' },
  },
  {
    fact: 'the greedy path goes where the placeholder stands',
    source: 'aws-facts 0.1',
    api: at('up.example.com/base/v1'),
    path: '/models/one',
    sent: { url: '/base/v1/models/one' },
  },
  {
    fact: 'a URI without a placeholder always leads to one place',
    source: 'aws-facts 0.1',
    api: { integration: { uri: 'https://up.example.com/get' } },
    path: '/elsewhere',
    sent: { url: '/get' },
  },
  {
    fact: 'a placeholder that nothing maps fails the call',
    source: 'measured S-LS test_http_proxy_integration_request_data_mappings',
    api: { integration: { uri: 'https://up.example.com/{other}' } },
    sent: null,
    answer: { status: 500, errorType: 'InternalServerErrorException' },
  },
  {
    fact: 'a slash at the end is no part of the path parameter',
    source:
      'measured for AWS_PROXY S-LS test_lambda_aws_proxy_integration; for HTTP_PROXY INFERENCE',
    path: '/a/b/',
    sent: { url: '/a/b' },
  },
  {
    fact: 'empty segments stay',
    source: 'UNCONFIRMED',
    path: '/a//b',
    sent: { url: '/a//b' },
  },
  {
    fact: 'encoded characters that must be encoded arrive so',
    source: 'S-KNOWN, parameters are decoded; how they are encoded again INFERENCE',
    path: '/a%20b/%E3%81%82/100%25/what%3F',
    sent: { url: '/a%20b/%E3%81%82/100%25/what%3F' },
  },
  {
    fact: 'an encoded slash arrives as a slash',
    source: 'S-KNOWN; for the query ustayready/fireprox#44; for the path INFERENCE',
    path: '/a%2Fb?c=%2Fd',
    sent: { url: '/a/b?c=/d' },
  },
  {
    fact: 'a plus in the query is a space, an encoded one a plus',
    source:
      'measured for AWS_PROXY S-LS test_lambda_aws_proxy_integration; for HTTP_PROXY INFERENCE',
    path: '/x?a=b+c&d=e%2Bf',
    sent: { url: '/x?a=b%20c&d=e%2Bf' },
  },
  {
    fact: 'URI, client and mappings all add to the query, in this order',
    source: 'measured S-LS test_http_proxy_integration_request_data_mappings',
    api: {
      integration: {
        uri: 'https://up.example.com/x?testVar=foobar',
        requestParameters: {
          'integration.request.querystring.testVar': "'mapped'",
          'integration.request.querystring.queryString': 'method.request.querystring.foo',
        },
      },
    },
    path: '/x?testVar=bar&foo=1',
    sent: { url: '/x?testVar=foobar&testVar=bar&foo=1&testVar=mapped&queryString=1' },
  },
  {
    fact: 'a repeated parameter passes repeated',
    source: 'UNCONFIRMED; old S-KNOWN says duplicates are not supported',
    path: '/x?a=1&a=2',
    sent: { url: '/x?a=1&a=2' },
  },
  {
    fact: 'a mapping takes the last of a repeated parameter',
    source: 'S-LS parse.py',
    api: mapped({ [header('x-last')]: 'method.request.querystring.a' }),
    path: '/x?a=1&a=2',
    sent: { headers: { 'x-last': '2' } },
  },
  {
    fact: 'a repeated header passes as one, joined by commas',
    source: 'S-LS http.py; old S-KNOWN says duplicates are not supported; UNCONFIRMED',
    request: { headers: { 'x-many': ['1', '2'] } },
    sent: { headers: { 'x-many': '1,2' } },
  },
]);

const png = { 'content-type': 'image/png' };
const bytes = Buffer.from([0, 255, 128, 10, 200]);

describeFacts('request bodies and sizes', [
  {
    fact: 'bytes pass when their type is declared binary',
    source: 'awsdocs payload encodings',
    api: { binaryMediaTypes: ['image/png'] },
    ...post(png, bytes),
    sent: { body: bytes, headers: { 'content-length': '5' } },
  },
  {
    fact: '*/* declares every type',
    source: 'awsdocs payload encodings',
    api: { binaryMediaTypes: ['*/*'] },
    ...post(png, bytes),
    sent: { body: bytes },
  },
  {
    fact: 'what is not declared is taken as UTF-8 text, which destroys it',
    source: 'awsdocs payload encodings',
    api: { binaryMediaTypes: ['application/pdf'] },
    ...post(png, bytes),
    sent: { body: Buffer.from(bytes.toString('utf8')) },
  },
  {
    fact: 'text passes undeclared',
    source: 'awsdocs payload encodings',
    api: { binaryMediaTypes: [] },
    ...post({ 'content-type': 'text/plain; charset=utf-8' }, 'こんにちは'),
    sent: { body: 'こんにちは' },
  },
  {
    fact: 'a GET’s body stays behind',
    source: 'S-LS http.py; UNCONFIRMED',
    request: { method: 'GET', body: 'x' },
    sent: { body: '' },
  },
  {
    fact: 'exactly 10 MB pass',
    source: 'S-QR payload',
    ...post({}, Buffer.alloc(10 * mib)),
    sent: { headers: { 'content-length': String(10 * mib) } },
  },
  {
    fact: 'a byte more is refused',
    source: 'S-QR payload; S-GWR REQUEST_TOO_LARGE; text UNCONFIRMED',
    ...post({}, Buffer.alloc(10 * mib + 1)),
    sent: null,
    answer: {
      status: 413,
      errorType: 'RequestTooLargeException',
      body: { message: 'Request Too Long' },
    },
  },
  {
    fact: 'all header values together: near 8,000 bytes pass on a private API',
    source: 'S-QR; exact bound UNCONFIRMED',
    request: { headers: { 'x-long': 'x'.repeat(7_800) } },
    sent: { headers: { 'x-long': /x{7800}/ } },
  },
  {
    fact: 'more are refused',
    source: 'S-QR; exact bound and answer UNCONFIRMED',
    request: { headers: { 'x-long': 'x'.repeat(8_001) } },
    sent: null,
    answer: { status: 413, errorType: 'RequestTooLargeException' },
  },
  {
    fact: 'a method ARN of more than 1,600 bytes: request URI too long',
    source: 'S-QA; body UNCONFIRMED',
    path: `/${'a'.repeat(1_600)}`,
    sent: null,
    answer: { status: 414, errorType: 'RequestUriTooLongException' },
  },
  {
    fact: 'the query is no part of the ARN, but a URL ends at 8,192 characters',
    source: 'S-QR zh; answer UNCONFIRMED',
    path: `/x?${'a'.repeat(8_192)}`,
    sent: null,
    answer: { status: 414, errorType: 'RequestUriTooLongException' },
  },
  {
    fact: 'a long query within that passes',
    source: 'S-QR zh',
    path: `/x?a=${'a'.repeat(8_000)}`,
    sent: { url: `/x?a=${'a'.repeat(8_000)}` },
  },
]);

const custom = (settings: object = {}) => ({
  integration: { type: 'HTTP' as const, uri: upstreamUri, ...settings },
});
const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };

describeFacts('requests of custom HTTP integrations', [
  {
    fact: 'nothing of the client’s headers arrives that is not mapped, but the content type',
    source: 'measured S-LS test_http_integration_with_lambda[HTTP]',
    api: custom({ requestParameters: { [header('x-api-key')]: "''" } }),
    request: {
      ...json,
      headers: {
        ...json.headers,
        authorization: 'Bearer sk-1',
        'user-agent': 'client',
        'x-a': 'b',
      },
    },
    sent: {
      body: '{"a":1}',
      headers: {
        authorization: null,
        'x-a': null,
        'x-api-key': null,
        'x-forwarded-for': null,
        'user-agent': /AmazonAPIGateway_/,
        accept: 'application/json',
        'content-type': 'application/json',
        'x-amzn-apigateway-api-id': /\w{10}/,
        'x-amzn-trace-id': /Root=/,
      },
    },
  },
  {
    fact: 'a GET has no content type',
    source: 'measured S-LS header_remapping_http[HTTP]',
    api: custom(),
    request: { headers: { 'content-type': 'application/json' } },
    sent: { headers: { 'content-type': null } },
  },
  {
    fact: 'the client’s query does not pass either',
    source: 'S-LS integration_request.py',
    api: custom(),
    path: '/x?a=1',
    sent: { url: '/x' },
  },
  ...(
    [
      ['WHEN_NO_MATCH', false, true],
      ['WHEN_NO_MATCH', true, true],
      ['WHEN_NO_TEMPLATES', false, true],
      ['WHEN_NO_TEMPLATES', true, false],
      ['NEVER', false, false],
    ] as const
  ).map(
    ([passthroughBehavior, hasOther, passes]): Fact => ({
      fact: `${passthroughBehavior}, ${hasOther ? 'a template for another type' : 'no template'}: ${passes ? 'the body passes' : 'unsupported media type'}`,
      source: 'S-SDK Integration.passthroughBehavior',
      api: custom({
        passthroughBehavior,
        requestTemplates: hasOther ? { 'application/xml': '<x/>' } : {},
      }),
      request: json,
      ...(passes
        ? { sent: { body: '{"a":1}' } }
        : {
            sent: null,
            answer: {
              status: 415,
              body: { message: 'Unsupported Media Type' },
              errorType: 'BadRequestException',
            },
          }),
    }),
  ),
]);
