/** Part of the probe's `index.js`: one word for what happened, and nothing secret in what is reported. */
export const outcomeSource = String.raw`
const wordOfErrorType = {
  ForbiddenException: 'forbidden_key',
  AccessDeniedException: 'forbidden_policy',
  MissingAuthenticationTokenException: 'no_route',
  LimitExceededException: 'quota',
  TooManyRequestsException: 'throttled',
};

const wordOfCode = {
  invalid_api_key: 'forbidden_key',
  access_denied: 'forbidden_policy',
  quota_exceeded: 'quota',
  throttled: 'throttled',
  upstream_timeout: 'upstream_timeout',
  upstream_unreachable: 'upstream_unreachable',
};

function outcomeOf(result, text) {
  if (result.status === null) return outcomeOfFailure(result.error);
  const word = result.status >= 400 ? gatewayWord(result.headers, text) : null;
  if (word) return word;
  if (result.error) return result.error.code === 'ETIMEDOUT' ? 'timeout' : 'other';
  return result.status >= 400 ? 'upstream_error' : 'ok';
}

function outcomeOfFailure(error) {
  if (!error) return 'other';
  const { phase, code } = error;
  if (phase === 'dns') return code === 'NOT_PRIVATE' ? 'dns_not_private' : 'dns';
  if (phase === 'tls') return 'tls';
  if (phase === 'tcp') return code === 'ECONNREFUSED' ? 'connect_refused' : 'connect_timeout';
  return code === 'ETIMEDOUT' ? 'timeout' : 'other';
}

// An error type, or a body in our own words under a gateway's id, is the gateway's; all else is the upstream's.
function gatewayWord(headers, text) {
  const type = String(headers['x-amzn-errortype'] || '').split(':')[0];
  const isGateway = type !== '' || headers['x-amz-apigw-id'] !== undefined;
  const body = isGateway ? parsed(text) : {};
  const word = wordOfCode[body.code] || wordOfErrorType[type];
  if (word) return word;
  const message = String(body.message || '');
  if (type !== '' && /timed out/i.test(message)) return 'upstream_timeout';
  if (type !== '' && /network error/i.test(message)) return 'upstream_unreachable';
  return type === '' ? null : 'other';
}

function parsed(text) {
  try { return JSON.parse(text) || {}; } catch { return {}; }
}

// What an upstream that echoes its request saw of it, in the shape of httpbin and its kin; null of any other answer.
function mirrorOf(text, key) {
  const { headers } = parsed(text);
  if (headers === null || typeof headers !== 'object' || Array.isArray(headers)) return null;
  const seen = Object.entries(headers).slice(0, 64);
  return {
    headers: Object.fromEntries(seen.map(([name, value]) => [name.slice(0, 128), String(value).slice(0, 512)])),
    hasKey: Boolean(key) && text.toLowerCase().includes(String(key).toLowerCase()),
  };
}

// The values of headers that carry credentials, longest first, so that no part of a longer one is left over.
function secretsOf(headers) {
  return Object.entries(headers || {})
    .filter(([name]) => /key|auth|token|secret|cookie|password|signature/i.test(name))
    .flatMap(([, value]) => [String(value), ...String(value).split(/[\s=;,]+/)])
    .filter((value) => value.length >= 6 && !/^(bearer|digest|negotiate)$/i.test(value))
    .sort((a, b) => b.length - a.length);
}

function masked(value, secrets) {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.split(secret).join('[redacted]'), value);
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, secrets)]));
}

// Where the kept bytes break off, a secret may be cut in two: its length is dropped before masking.
function excerptOf(kept, total, secrets) {
  const longest = secrets.length > 0 ? Buffer.byteLength(secrets[0]) : 0;
  const whole = total <= kept.bytes.length;
  const bytes = whole ? kept.bytes : kept.bytes.subarray(0, Math.max(0, kept.bytes.length - longest));
  const safe = Buffer.from(masked(bytes.toString('utf8'), secrets));
  return safe.subarray(0, excerptBytesMax).toString('utf8').replace(/\uFFFD+$/, '');
}
`;
