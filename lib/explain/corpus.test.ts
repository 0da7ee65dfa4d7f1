import { describe, expect, it } from 'vitest';
import { explain } from './explain';
import type { AnsweredBy, Meaning } from './meanings';
import type { CauseId } from './usual-causes';

/**
 * Pastes in the shape in which they reach a support channel: bodies, headers and types as in aws-facts B3, transcripts
 * as curl 8 prints them, and the words of clients. `causes` is the first of them, or all where the case stands on it.
 */
type Case = {
  name: string;
  paste: string;
  meaning: Meaning;
  by: AnsweredBy;
  first?: CauseId;
  causes?: CauseId[];
  sure?: true;
};

const api = 'a1b2c3d4e5';
const host = `${api}.execute-api.ap-northeast-1.amazonaws.com`;
const alias = `${api}-vpce-0123456789abcdef0.execute-api.ap-northeast-1.amazonaws.com`;
const endpoint = 'vpce-0123456789abcdef0-abcd1234.execute-api.ap-northeast-1.vpce.amazonaws.com';
const id = '0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9';
const key = 'Zq8mT3vXn5Rb7Lc2Hd9Kf4Wg6Yj1Ps0A';

const headers = (status: string, type: string | null, extra = '') =>
  [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json',
    'Content-Length: 23',
    `x-amzn-RequestId: ${id}`,
    ...(type ? [`x-amzn-ErrorType: ${type}`] : []),
    'x-amz-apigw-id: YxN9sGoaTjMF1aA=',
    ...(extra ? [extra] : []),
  ].join('\n');

const denial = (tail: string) =>
  `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:ap-northeast-1:********9012:${api}/live/GET/get${tail}"}`;

const ours = (message: string, code: string, name = 'message') =>
  `{"${name}":"${message}","code":"${code}","proxy":"httpbin-dev","docs":"/errors/${code}","requestId":"${id}"}`;

type Verbose = {
  to?: string;
  path?: string;
  sent?: string[];
  answer?: string;
  body?: string;
  ip?: string;
};

/** `curl -v` as version 8 with OpenSSL prints it. */
const verbose = ({
  to = host,
  path = '/live/get',
  sent = [],
  answer,
  body = '',
  ip = '10.0.1.23',
}: Verbose) =>
  [
    `$ curl -v https://${to}${path}`,
    `* Host ${to}:443 was resolved.`,
    '* IPv6: (none)',
    `* IPv4: ${ip}`,
    `*   Trying ${ip}:443...`,
    `* Connected to ${to} (${ip}) port 443`,
    '* ALPN: curl offers h2,http/1.1',
    '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
    '* TLSv1.2 (IN), TLS handshake, Certificate (11):',
    '* SSL connection using TLSv1.2 / ECDHE-RSA-AES128-GCM-SHA256',
    '* Server certificate:',
    '*  subject: CN=*.execute-api.ap-northeast-1.amazonaws.com',
    '*  SSL certificate verify ok.',
    `> GET ${path} HTTP/1.1`,
    `> Host: ${to}`,
    '> User-Agent: curl/8.5.0',
    '> Accept: */*',
    ...sent.map((line) => `> ${line}`),
    '>',
    ...(answer ?? '').split('\n').map((line) => `< ${line}`),
    '<',
    `* Connection #0 to host ${to} left intact`,
    body,
  ].join('\n');

const forbidden = headers('403 Forbidden', 'ForbiddenException');

const bodies: Case[] = [
  {
    name: 'AWS’s Forbidden, body alone',
    paste: '{"message":"Forbidden"}',
    meaning: 'key_refused',
    by: 'unclear',
    causes: [
      'key_missing',
      'key_wrong',
      'key_not_in_plan',
      'key_fresh',
      'api_unknown',
      'stage_wrong',
      'waf_rule',
      'upstream_credential',
    ],
  },
  {
    name: 'quota, body alone',
    paste: '{"message":"Limit Exceeded"}',
    meaning: 'quota_spent',
    by: 'gateway',
    first: 'quota_spent',
    sure: true,
  },
  {
    name: 'throttled, body alone',
    paste: '{"message":"Too Many Requests"}',
    meaning: 'throttled',
    by: 'unclear',
    causes: ['throttle_key', 'throttle_stage', 'throttle_account', 'upstream_limit'],
  },
  {
    name: 'no such path, body alone',
    paste: '{"message":"Missing Authentication Token"}',
    meaning: 'unknown_path',
    by: 'gateway',
    causes: ['path_unknown', 'stage_wrong', 'iam_unsigned'],
  },
  {
    name: 'explicit deny of a resource policy, body alone',
    paste: denial(' with an explicit deny in a resource-based policy'),
    meaning: 'policy_denied',
    by: 'gateway',
    causes: ['resource_policy_deny'],
    sure: true,
  },
  {
    name: 'explicit deny of an endpoint policy, body alone',
    paste: denial(' with an explicit deny in a VPC endpoint policy'),
    meaning: 'policy_denied',
    by: 'gateway',
    causes: ['endpoint_policy_deny'],
  },
  {
    name: 'no statement that allows, body alone',
    paste: denial(''),
    meaning: 'policy_denied',
    by: 'gateway',
    causes: [
      'method_not_allowed',
      'resource_policy_silent',
      'endpoint_policy_silent',
      'policy_not_deployed',
    ],
  },
  {
    name: 'validator, body alone',
    paste: '{"message": "Missing required request parameters: [x-upstream-api-key]"}',
    meaning: 'missing_parameter',
    by: 'gateway',
    first: 'parameter_missing',
    sure: true,
  },
  {
    name: 'body validator',
    paste: '{"message":"Invalid request body"}',
    meaning: 'bad_body',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'timeout, body alone',
    paste: '{"message": "Endpoint request timed out"}',
    meaning: 'upstream_timeout',
    by: 'gateway',
    first: 'upstream_slow',
    sure: true,
  },
  {
    name: 'network error, body alone',
    paste: '{"message":"Network error communicating with endpoint"}',
    meaning: 'upstream_unreachable',
    by: 'gateway',
    causes: ['upstream_refuses', 'upstream_tls'],
  },
  {
    name: 'invalid endpoint, body alone',
    paste: '{"message": "Internal server error"}',
    meaning: 'gateway_failed',
    by: 'unclear',
    causes: ['upstream_name', 'mapping_invalid', 'gateway_itself', 'upstream_fault'],
  },
  {
    name: 'a custom authorizer’s refusal',
    paste: '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    meaning: 'authorizer_refused',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'Unauthorized, body alone',
    paste: '{"message":"Unauthorized"}',
    meaning: 'authorizer_refused',
    by: 'unclear',
    first: 'upstream_credential',
  },
  {
    name: 'a Bearer token on an IAM path',
    paste: `{"message":"'c2stMQ' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer c2stMQ'."}`,
    meaning: 'signature',
    by: 'gateway',
    first: 'authorization_signed',
  },
  {
    name: 'ours: key',
    paste: ours('Forbidden', 'invalid_api_key'),
    meaning: 'key_refused',
    by: 'gateway',
    causes: ['key_missing', 'key_wrong', 'key_not_in_plan', 'key_fresh'],
  },
  {
    name: 'ours: quota',
    paste: ours('Limit Exceeded', 'quota_exceeded'),
    meaning: 'quota_spent',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'ours: throttled',
    paste: ours('Too Many Requests', 'throttled'),
    meaning: 'throttled',
    by: 'gateway',
    causes: ['throttle_key', 'throttle_stage', 'throttle_account'],
  },
  {
    name: 'ours: policy',
    paste: ours(
      'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:ap-northeast-1:********9012:a1b2c3d4e5/live/GET/get with an explicit deny in a resource-based policy',
      'access_denied',
      'Message',
    ),
    meaning: 'policy_denied',
    by: 'gateway',
    first: 'resource_policy_deny',
    sure: true,
  },
  {
    name: 'ours: missing header',
    paste: ours('Missing required request parameters: [x-upstream-api-key]', 'missing_header'),
    meaning: 'missing_parameter',
    by: 'gateway',
  },
  {
    name: 'ours: timeout',
    paste: ours('Endpoint request timed out', 'upstream_timeout'),
    meaning: 'upstream_timeout',
    by: 'gateway',
  },
  {
    name: 'ours: unreachable',
    paste: ours('Network error communicating with endpoint', 'upstream_unreachable'),
    meaning: 'upstream_unreachable',
    by: 'gateway',
  },
  {
    name: 'ours: default 4xx, path',
    paste: ours('Missing Authentication Token', 'refused_by_gateway'),
    meaning: 'unknown_path',
    by: 'gateway',
  },
  {
    name: 'ours: default 4xx, size',
    paste: ours('Request Too Long', 'refused_by_gateway'),
    meaning: 'too_large',
    by: 'gateway',
  },
  {
    name: 'ours: default 4xx, a rule of WAF',
    paste: ours('Forbidden', 'refused_by_gateway'),
    meaning: 'waf',
    by: 'gateway',
    first: 'waf_rule',
  },
  {
    name: 'ours: default 5xx',
    paste: ours('Internal server error', 'failed_in_gateway'),
    meaning: 'gateway_failed',
    by: 'gateway',
    first: 'upstream_name',
  },
  {
    name: 'ours, as a code alone',
    paste: ' quota_exceeded\n',
    meaning: 'quota_spent',
    by: 'gateway',
  },
  {
    name: 'an upstream’s body that has a code of the same word',
    paste:
      '{"error":{"message":"Incorrect API key provided: sk-pro****abcd.","type":"invalid_request_error","code":"invalid_api_key"},"status":401}',
    meaning: 'upstream_auth',
    by: 'unclear',
    first: 'upstream_credential',
  },
];

const heads: Case[] = [
  {
    name: 'Forbidden',
    paste: forbidden,
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_missing',
  },
  {
    name: 'MissingAuthenticationToken',
    paste: headers('403 Forbidden', 'MissingAuthenticationTokenException'),
    meaning: 'unknown_path',
    by: 'gateway',
    first: 'path_unknown',
  },
  {
    name: 'AccessDenied, not whose',
    paste: headers('403 Forbidden', 'AccessDeniedException'),
    meaning: 'policy_denied',
    by: 'gateway',
    causes: [
      'resource_policy_deny',
      'method_not_allowed',
      'resource_policy_silent',
      'endpoint_policy_silent',
      'policy_not_deployed',
      'endpoint_policy_deny',
    ],
  },
  {
    name: 'LimitExceeded',
    paste: headers('429 Too Many Requests', 'LimitExceededException'),
    meaning: 'quota_spent',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'TooManyRequests',
    paste: headers('429 Too Many Requests', 'TooManyRequestsException'),
    meaning: 'throttled',
    by: 'gateway',
    causes: ['throttle_key', 'throttle_stage', 'throttle_account'],
  },
  {
    name: 'BadRequest, not which',
    paste: headers('400 Bad Request', 'BadRequestException'),
    meaning: 'bad_request',
    by: 'gateway',
    causes: ['parameter_missing', 'body_invalid'],
  },
  {
    name: '415',
    paste: headers('415 Unsupported Media Type', 'BadRequestException'),
    meaning: 'media_type',
    by: 'gateway',
  },
  {
    name: '413',
    paste: headers('413 Request Entity Too Large', 'RequestTooLargeException'),
    meaning: 'too_large',
    by: 'gateway',
  },
  {
    name: '414',
    paste: headers('414 Request-URI Too Long', null),
    meaning: 'upstream_refused',
    by: 'upstream',
  },
  {
    name: '414 of the gateway',
    paste: 'HTTP/1.1 414 \nConnection: close',
    meaning: 'uri_too_long',
    by: 'unclear',
  },
  {
    name: '504, not why',
    paste: headers('504 Gateway Timeout', 'InternalServerErrorException'),
    meaning: 'gateway_timeout',
    by: 'gateway',
    causes: ['upstream_slow', 'upstream_refuses', 'upstream_tls'],
  },
  {
    name: '500',
    paste: headers('500 Internal Server Error', 'InternalServerErrorException'),
    meaning: 'gateway_failed',
    by: 'gateway',
    causes: ['upstream_name', 'mapping_invalid', 'gateway_itself'],
  },
  {
    name: 'a signature',
    paste: headers('403 Forbidden', 'InvalidSignatureException'),
    meaning: 'signature',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'an expired session',
    paste: headers('403 Forbidden', 'ExpiredTokenException'),
    meaning: 'signature',
    by: 'gateway',
  },
  {
    name: 'an authorizer that fails',
    paste: headers('500 Internal Server Error', 'AuthorizerConfigurationException'),
    meaning: 'authorizer_failed',
    by: 'gateway',
  },
  {
    name: 'an authorizer that wants a token',
    paste: headers('401 Unauthorized', 'UnauthorizedException'),
    meaning: 'authorizer_refused',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'the upstream’s 403',
    paste: headers('403 Forbidden', null),
    meaning: 'upstream_auth',
    by: 'upstream',
    causes: ['upstream_credential'],
    sure: true,
  },
  {
    name: 'the upstream’s 401',
    paste: headers('401 Unauthorized', null),
    meaning: 'upstream_auth',
    by: 'upstream',
  },
  {
    name: 'the upstream’s 429',
    paste: headers('429 Too Many Requests', null, 'retry-after: 20'),
    meaning: 'upstream_limited',
    by: 'upstream',
    causes: ['upstream_limit'],
    sure: true,
  },
  {
    name: 'the upstream’s 404',
    paste: headers('404 Not Found', null),
    meaning: 'upstream_refused',
    by: 'upstream',
  },
  {
    name: 'the upstream’s 503',
    paste: headers('503 Service Unavailable', null),
    meaning: 'upstream_failed',
    by: 'upstream',
  },
  {
    name: 'the upstream’s redirect',
    paste: headers('302 Found', null, 'location: https://login.example.com/'),
    meaning: 'upstream_redirect',
    by: 'upstream',
  },
  {
    name: 'no fault at all',
    paste: headers('200 OK', null),
    meaning: 'served',
    by: 'upstream',
    causes: [],
  },
  {
    name: 'HTTP/2, small letters',
    paste:
      'HTTP/2 429 \ncontent-type: application/json\nx-amzn-errortype: LimitExceededException\nx-amz-apigw-id: YxN9sGoaTjMF1aA=',
    meaning: 'quota_spent',
    by: 'gateway',
  },
  {
    name: 'an error type with a namespace behind it',
    paste: 'x-amzn-ErrorType: ForbiddenException:http://internal.amazon.com/coral/',
    meaning: 'key_refused',
    by: 'gateway',
  },
  {
    name: 'as a dictionary of Python',
    paste:
      "{'Date': 'Tue, 24 Nov 2026 01:00:00 GMT', 'Content-Type': 'application/json', 'x-amzn-RequestId': '0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9', 'x-amzn-ErrorType': 'TooManyRequestsException', 'x-amz-apigw-id': 'YxN9sGoaTjMF1aA='}",
    meaning: 'throttled',
    by: 'gateway',
  },
  {
    name: 'as Node prints headers',
    paste:
      "Headers {\n  'content-type': 'application/json',\n  'x-amzn-requestid': '0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9',\n  'x-amzn-errortype': 'ForbiddenException'\n}",
    meaning: 'key_refused',
    by: 'gateway',
  },
  {
    name: 'as Java prints headers',
    paste:
      'org.springframework.web.client.HttpClientErrorException$Forbidden: 403 Forbidden: "{"message":"Forbidden"}" [x-amzn-ErrorType:"ForbiddenException"]',
    meaning: 'key_refused',
    by: 'gateway',
  },
];

const transcripts: Case[] = [
  {
    name: 'no key was sent, ours',
    paste: verbose({ answer: forbidden, body: ours('Forbidden', 'invalid_api_key') }),
    meaning: 'key_refused',
    by: 'gateway',
    causes: ['key_missing'],
    sure: true,
  },
  {
    name: 'no key was sent, AWS’s own body',
    paste: verbose({ answer: forbidden, body: '{"message":"Forbidden"}' }),
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_missing',
  },
  {
    name: 'a key was sent',
    paste: verbose({
      sent: [`x-api-key: ${key}`],
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }),
    meaning: 'key_refused',
    by: 'gateway',
    causes: ['key_wrong', 'key_not_in_plan', 'key_fresh'],
  },
  {
    name: 'a key that was hidden before pasting',
    paste: verbose({
      sent: ['x-api-key: ********'],
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }),
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_wrong',
  },
  {
    name: 'a variable that single quotes did not fill in',
    paste: verbose({
      sent: ['x-api-key: $PROXY_KEY'],
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }),
    meaning: 'key_refused',
    by: 'gateway',
    causes: ['key_placeholder'],
    sure: true,
  },
  {
    name: 'a placeholder',
    paste: verbose({
      sent: ['x-api-key: YOUR_API_KEY'],
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }),
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_placeholder',
  },
  {
    name: 'an empty key',
    paste: verbose({
      sent: ['x-api-key:'],
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }),
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_missing',
  },
  {
    name: 'a key cut short',
    paste: verbose({
      sent: ['x-api-key: Zq8mT3vXn5'],
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }),
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_malformed',
  },
  {
    name: 'the endpoint’s name without the API’s id',
    paste: verbose({
      to: endpoint,
      sent: [`x-api-key: ${key}`],
      answer: forbidden,
      body: '{"message":"Forbidden"}',
    }),
    meaning: 'key_refused',
    by: 'gateway',
    causes: ['host_without_id'],
    sure: true,
  },
  {
    name: 'the endpoint’s name with the API’s id',
    paste: verbose({
      to: endpoint,
      sent: [`x-api-key: ${key}`, `x-apigw-api-id: ${api}`],
      answer: forbidden,
      body: '{"message":"Forbidden"}',
    }),
    meaning: 'key_refused',
    by: 'gateway',
    first: 'key_wrong',
  },
  {
    name: 'a path that was pasted as a template',
    paste: verbose({
      path: '/live/{proxy+}',
      sent: [`x-api-key: ${key}`],
      answer: headers('403 Forbidden', 'MissingAuthenticationTokenException'),
      body: '{"message":"Missing Authentication Token"}',
    }),
    meaning: 'unknown_path',
    by: 'gateway',
    first: 'path_template',
  },
  {
    name: 'with Windows’ line ends',
    paste: verbose({ answer: headers('429 Too Many Requests', 'LimitExceededException') }).replace(
      /\n/g,
      '\r\n',
    ),
    meaning: 'quota_spent',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'with colours of the terminal',
    paste: `\u001b[1mHTTP/1.1 429 Too Many Requests\u001b[0m\n\u001b[36mx-amzn-ErrorType\u001b[0m: TooManyRequestsException`,
    meaning: 'throttled',
    by: 'gateway',
  },
  {
    name: 'curl -i with a prompt before and after',
    paste: `[ec2-user@ip-10-0-1-9 ~]$ curl -i https://${host}/live/get\n${headers('504 Gateway Timeout', 'InternalServerErrorException')}\n\n{"message":"Endpoint request timed out"}[ec2-user@ip-10-0-1-9 ~]$ `,
    meaning: 'upstream_timeout',
    by: 'gateway',
    sure: true,
  },
  {
    name: 'an interim answer before the real one',
    paste: `HTTP/1.1 100 Continue\n\n${headers('413 Payload Too Large', 'RequestTooLargeException')}`,
    meaning: 'too_large',
    by: 'gateway',
  },
  {
    name: 'full-width forms of a Japanese keyboard',
    paste: 'ＨＴＴＰ／１．１　４２９\nｘ－ａｍｚｎ－ＥｒｒｏｒＴｙｐｅ：　LimitExceededException',
    meaning: 'quota_spent',
    by: 'gateway',
  },
  {
    name: 'JSON inside of JSON of a log',
    paste: '{"level":"error","msg":"call failed","body":"{\\"message\\":\\"Limit Exceeded\\"}"}',
    meaning: 'quota_spent',
    by: 'gateway',
  },
  {
    name: 'curl: name',
    paste: `*** Could not resolve host: ${host}\n* Closing connection\ncurl: (6) Could not resolve host: ${host}`,
    meaning: 'dns_failed',
    by: 'nobody',
    causes: ['outside_vpc', 'private_dns_off', 'resolver_own', 'name_mistyped'],
  },
  {
    name: 'curl: the alias does not resolve',
    paste: `curl: (6) Could not resolve host: ${alias}`,
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'name_mistyped',
  },
  {
    name: 'curl: the upstream itself was called',
    paste: 'curl: (6) Could not resolve host: api.openai.com',
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'direct_call',
  },
  {
    name: 'curl: connection timed out, private address',
    paste: `*   Trying 10.0.1.23:443...\n* connect to 10.0.1.23 port 443 from 10.0.9.4 port 40022 failed: Connection timed out\n* Failed to connect to ${host} port 443 after 130012 ms: Couldn't connect to server\ncurl: (28) Failed to connect to ${host} port 443 after 130012 ms: Connection timed out`,
    meaning: 'connect_timeout',
    by: 'nobody',
    causes: ['security_group', 'subnet_route'],
  },
  {
    name: 'curl: connection timed out, public address',
    paste: `*   Trying 52.192.1.2:443...\ncurl: (28) Failed to connect to ${host} port 443 after 10002 ms: Timeout was reached\n* Connection timed out after 10002 milliseconds`,
    meaning: 'connect_timeout',
    by: 'nobody',
    causes: ['public_address'],
  },
  {
    name: 'curl: --connect-timeout',
    paste: 'curl: (28) Connection timed out after 5001 milliseconds',
    meaning: 'connect_timeout',
    by: 'nobody',
    first: 'security_group',
  },
  {
    name: 'curl: no answer in time',
    paste: 'curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received',
    meaning: 'read_timeout',
    by: 'nobody',
    first: 'client_impatient',
  },
  {
    name: 'curl: refused',
    paste: `curl: (7) Failed to connect to ${host} port 80 after 3 ms: Connection refused`,
    meaning: 'connect_refused',
    by: 'nobody',
    first: 'port_wrong',
  },
  {
    name: 'curl: unknown issuer',
    paste:
      'curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html',
    meaning: 'tls_untrusted',
    by: 'nobody',
    causes: ['ca_missing', 'tls_inspected'],
  },
  {
    name: 'curl: self-signed',
    paste: 'curl: (60) SSL certificate problem: self-signed certificate in certificate chain',
    meaning: 'tls_untrusted',
    by: 'nobody',
  },
  {
    name: 'curl: another name',
    paste: `* SSL: no alternative certificate subject name matches target host name '${endpoint}'\ncurl: (60) SSL: no alternative certificate subject name matches target host name '${endpoint}'`,
    meaning: 'tls_name',
    by: 'nobody',
    first: 'host_form_tls',
  },
  {
    name: 'curl: expired',
    paste: 'curl: (60) SSL certificate problem: certificate has expired',
    meaning: 'tls_expired',
    by: 'nobody',
    first: 'clock_wrong',
  },
  {
    name: 'curl: handshake',
    paste:
      'curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com:443',
    meaning: 'tls_failed',
    by: 'nobody',
  },
  {
    name: 'curl.exe: no way to ask for revocation',
    paste:
      'curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012) - The revocation function was unable to check revocation for the certificate.\r\n',
    meaning: 'tls_revocation',
    by: 'nobody',
    first: 'revocation_offline',
  },
  {
    name: 'curl: an HTTP proxy in between',
    paste: 'curl: (56) CONNECT tunnel failed, response 403',
    meaning: 'forward_proxy',
    by: 'nobody',
    first: 'forward_proxy_set',
    sure: true,
  },
  {
    name: 'curl: cut off',
    paste: `${headers('200 OK', null)}\n\ncurl: (18) transfer closed with outstanding read data remaining`,
    meaning: 'reset',
    by: 'unclear',
  },
  {
    name: 'a request id alone',
    paste: `  ${id}  `,
    meaning: 'request_id',
    by: 'unclear',
    causes: [],
  },
  {
    name: 'API Gateway’s id alone',
    paste: 'YxN9sGoaTjMF1aA=',
    meaning: 'request_id',
    by: 'unclear',
    causes: [],
  },
  { name: 'a status alone', paste: '403', meaning: 'status_403', by: 'unclear' },
];

const clients: Case[] = [
  {
    name: 'Node: ENOTFOUND',
    paste: `TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND ${host}\n    at GetAddrInfoReqWrap.onlookupall {\n    errno: -3008,\n    code: 'ENOTFOUND' }`,
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'outside_vpc',
  },
  {
    name: 'Node: SDK against the upstream',
    paste: 'Error: getaddrinfo EAI_AGAIN api.anthropic.com\nAPIConnectionError: Connection error.',
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'direct_call',
  },
  {
    name: 'Node: undici connect',
    paste:
      "TypeError: fetch failed { [cause]: ConnectTimeoutError: Connect Timeout Error (attempted address: a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com:443, timeout: 10000ms) { code: 'UND_ERR_CONNECT_TIMEOUT' } }",
    meaning: 'connect_timeout',
    by: 'nobody',
    first: 'security_group',
  },
  {
    name: 'Node: undici headers',
    paste:
      "[cause]: HeadersTimeoutError: Headers Timeout Error { code: 'UND_ERR_HEADERS_TIMEOUT' }",
    meaning: 'read_timeout',
    by: 'nobody',
  },
  {
    name: 'Node: connect ETIMEDOUT',
    paste: 'Error: connect ETIMEDOUT 10.0.1.23:443',
    meaning: 'connect_timeout',
    by: 'nobody',
    causes: ['security_group', 'subnet_route'],
  },
  {
    name: 'Node: ECONNREFUSED',
    paste: 'Error: connect ECONNREFUSED 127.0.0.1:443',
    meaning: 'connect_refused',
    by: 'nobody',
  },
  {
    name: 'Node: reset',
    paste: 'Error: socket hang up { code: "ECONNRESET" }',
    meaning: 'reset',
    by: 'nobody',
    first: 'idle_connection',
  },
  {
    name: 'Node: untrusted',
    paste:
      "Error: self-signed certificate in certificate chain { code: 'SELF_SIGNED_CERT_IN_CHAIN' }",
    meaning: 'tls_untrusted',
    by: 'nobody',
  },
  {
    name: 'Node: altname',
    paste:
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: proxy.corp.example. is not in the cert's altnames: DNS:*.execute-api.ap-northeast-1.amazonaws.com",
    meaning: 'tls_name',
    by: 'nobody',
    first: 'tls_inspected',
  },
  {
    name: 'axios: 403',
    paste: 'AxiosError: Request failed with status code 403',
    meaning: 'status_403',
    by: 'unclear',
  },
  {
    name: 'axios: timeout',
    paste: 'AxiosError: timeout of 5000ms exceeded',
    meaning: 'read_timeout',
    by: 'nobody',
  },
  {
    name: 'OpenAI’s library for Node: 429',
    paste: 'RateLimitError: 429 {"message":"Limit Exceeded"}\n    at APIError.generate',
    meaning: 'quota_spent',
    by: 'gateway',
  },
  {
    name: 'OpenAI’s library for Python: 403',
    paste: "openai.PermissionDeniedError: Error code: 403 - {'message': 'Forbidden'}",
    meaning: 'key_refused',
    by: 'unclear',
    first: 'key_missing',
  },
  {
    name: 'OpenAI’s library for Python: the upstream’s 429',
    paste:
      "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Rate limit reached for gpt-4o in organization org-x on requests per min (RPM): Limit 500', 'type': 'requests', 'code': 'rate_limit_exceeded'}}",
    meaning: 'upstream_limited',
    by: 'unclear',
    first: 'upstream_limit',
  },
  {
    name: 'Anthropic’s library for Python: 429 bare',
    paste: 'anthropic.RateLimitError',
    meaning: 'status_429',
    by: 'unclear',
    causes: ['quota_spent', 'throttle_key', 'throttle_account', 'upstream_limit'],
  },
  {
    name: 'Python: requests, name',
    paste: `requests.exceptions.ConnectionError: HTTPSConnectionPool(host='${host}', port=443): Max retries exceeded with url: /live/get (Caused by NameResolutionError("<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to resolve '${host}' ([Errno -2] Name or service not known)"))`,
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'outside_vpc',
  },
  {
    name: 'Python: requests, connect',
    paste: `HTTPSConnectionPool(host='${host}', port=443): Max retries exceeded with url: /live/get (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object>, 'Connection to ${host} timed out. (connect timeout=3)'))`,
    meaning: 'connect_timeout',
    by: 'nobody',
  },
  {
    name: 'Python: httpx, connect',
    paste:
      'httpx.ConnectTimeout: timed out\n\nThe above exception was the direct cause\nopenai.APITimeoutError: Request timed out.',
    meaning: 'connect_timeout',
    by: 'nobody',
  },
  {
    name: 'Python: requests, read',
    paste: `HTTPSConnectionPool(host='${host}', port=443): Read timed out. (read timeout=5)`,
    meaning: 'read_timeout',
    by: 'nobody',
    first: 'client_impatient',
  },
  {
    name: 'Python: raise_for_status',
    paste: `requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://${host}/live/get`,
    meaning: 'status_429',
    by: 'unclear',
  },
  {
    name: 'Python: certificate',
    paste:
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)',
    meaning: 'tls_untrusted',
    by: 'nobody',
  },
  {
    name: 'Python: HTTPS_PROXY',
    paste:
      "ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 403 Forbidden'))",
    meaning: 'forward_proxy',
    by: 'nobody',
  },
  {
    name: 'Python on Windows',
    paste:
      'ConnectionError: [WinError 10060] A connection attempt failed because the connected party did not properly respond after a period of time',
    meaning: 'connect_timeout',
    by: 'nobody',
  },
  {
    name: 'Java: name',
    paste: `java.net.UnknownHostException: ${host}: Name or service not known`,
    meaning: 'dns_failed',
    by: 'nobody',
  },
  {
    name: 'Java: connect',
    paste: 'java.net.http.HttpConnectTimeoutException: HTTP connect timed out',
    meaning: 'connect_timeout',
    by: 'nobody',
  },
  {
    name: 'Java: read',
    paste: 'java.net.SocketTimeoutException: Read timed out',
    meaning: 'read_timeout',
    by: 'nobody',
  },
  {
    name: 'Java: PKIX',
    paste:
      'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    meaning: 'tls_untrusted',
    by: 'nobody',
  },
  {
    name: 'Java: 403',
    paste: `java.io.IOException: Server returned HTTP response code: 403 for URL: https://${host}/live/get`,
    meaning: 'status_403',
    by: 'unclear',
  },
  {
    name: 'Go: name',
    paste: `Get "https://${host}/live/get": dial tcp: lookup ${host} on 10.0.0.2:53: no such host`,
    meaning: 'dns_failed',
    by: 'nobody',
  },
  {
    name: 'Go: connect',
    paste: `Post "https://${host}/live/v1/messages": dial tcp 10.0.1.23:443: i/o timeout`,
    meaning: 'connect_timeout',
    by: 'nobody',
    causes: ['security_group', 'subnet_route'],
  },
  {
    name: 'Go: headers',
    paste: `Get "https://${host}/live/get": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
    meaning: 'read_timeout',
    by: 'nobody',
  },
  {
    name: 'Go: certificate',
    paste: `tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    meaning: 'tls_untrusted',
    by: 'nobody',
  },
  {
    name: 'Go: certificate name',
    paste: `tls: failed to verify certificate: x509: certificate is valid for *.execute-api.ap-northeast-1.amazonaws.com, not ${endpoint}`,
    meaning: 'tls_name',
    by: 'nobody',
    first: 'host_form_tls',
  },
  {
    name: 'Go: a library’s 429',
    paste: `POST "https://${host}/live/v1/messages": 429 Too Many Requests {"message":"Too Many Requests"}`,
    meaning: 'throttled',
    by: 'unclear',
  },
  {
    name: 'Go: unreachable',
    paste: 'dial tcp 10.9.1.23:443: connect: no route to host',
    meaning: 'no_route',
    by: 'nobody',
    causes: ['subnet_route'],
  },
  {
    name: '.NET',
    paste: `System.Net.Http.HttpRequestException: No such host is known. (${host}:443)`,
    meaning: 'dns_failed',
    by: 'nobody',
  },
];

const more: Case[] = [
  {
    name: 'a key that the command line has and the request has not',
    paste: verbose({
      answer: forbidden,
      body: ours('Forbidden', 'invalid_api_key'),
    }).replace('curl -v', `curl -v -H "x-api-key: ${key}"`),
    meaning: 'key_refused',
    by: 'gateway',
    causes: ['key_missing'],
    sure: true,
  },
  {
    name: 'quoted in a mail',
    paste: `> HTTP/1.1 429 Too Many Requests\n> x-amzn-ErrorType: LimitExceededException\n>\n> {"message":"Limit Exceeded"}`,
    meaning: 'quota_spent',
    by: 'gateway',
  },
  {
    name: 'PowerShell',
    paste: 'Invoke-WebRequest : The remote server returned an error: (403) Forbidden.',
    meaning: 'status_403',
    by: 'unclear',
  },
  {
    name: '.NET: a status',
    paste: 'Response status code does not indicate success: 429 (Too Many Requests).',
    meaning: 'status_429',
    by: 'unclear',
  },
  {
    name: 'wget',
    paste: 'wget: unable to resolve host address ‘api.openai.com’',
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'direct_call',
  },
  {
    name: 'aiohttp',
    paste: `aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host ${host}:443 ssl:default [Name or service not known]`,
    meaning: 'dns_failed',
    by: 'nobody',
    first: 'outside_vpc',
  },
  {
    name: 'a Lambda function that ran out of time',
    paste: '2026-11-24T01:00:03.021Z 0f3c2b1a Task timed out after 3.00 seconds',
    meaning: 'read_timeout',
    by: 'nobody',
  },
];

const corpus = [...more, ...bodies, ...heads, ...transcripts, ...clients];

describe('what a paste means', () => {
  it('is held by pastes of every kind', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(60);
    expect(new Set(corpus.map(({ paste }) => paste)).size).toBe(corpus.length);
  });

  it.each(corpus)('$name', ({ paste, meaning, by, first, causes, sure }) => {
    const said = explain(paste);
    expect(said).toMatchObject({ kind: 'known', meaning, answeredBy: by });
    if (said.kind !== 'known') return;
    const ids = said.causes.map(({ id: cause }) => cause);
    if (first) expect(ids[0]).toBe(first);
    if (causes) expect(ids).toEqual(causes);
    if (sure) expect(said.causes.map(({ certainty }) => certainty)).toEqual(['sure']);
    // Several causes are never each a fact, and one that both could have written never is.
    if (ids.length > 1 || by === 'unclear')
      expect(said.causes.some(({ certainty }) => certainty === 'sure')).toBe(false);
  });
});
