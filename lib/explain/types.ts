/** The places of the path where a call can end, from the caller to the upstream. */
export const hops = [
  'caller',
  'route',
  'dns',
  'security_group',
  'tls',
  'host',
  'endpoint_policy',
  'resource_policy',
  'stage',
  'method',
  'authorizer',
  'waf',
  'key',
  'plan',
  'throttle',
  'quota',
  'request',
  'validator',
  'mapping',
  'gateway',
  'upstream',
] as const;

export type Hop = (typeof hops)[number];

/** `sure`: the paste itself says so. `likely`: it points there. `possible`: AWS's answer is the same for several. */
export type Certainty = 'sure' | 'likely' | 'possible';

/** How a client's own library failed before, or instead of, an answer. */
export type ClientFault =
  | 'forward_proxy'
  | 'tls_revocation'
  | 'tls_name'
  | 'tls_expired'
  | 'tls_untrusted'
  | 'dns_failed'
  | 'connect_timeout'
  | 'connect_refused'
  | 'no_route'
  | 'read_timeout'
  | 'tls_failed'
  | 'reset';

/** How a call names its API (templates/proxy/invoke.ts); `other` is no address of API Gateway. */
export type HostForm = 'private-dns' | 'endpoint-alias' | 'endpoint-host' | 'other';

/** What the paste shows of the call itself; null where it does not show it. */
export type CallRead = {
  host: string | null;
  form: HostForm | null;
  apiId: string | null;
  endpointId: string | null;
  region: string | null;
  /** Path without the query, as far as it is plain. */
  path: string | null;
  /** The address that the client connected to, or tried to. */
  address: string | null;
  /** Whether the request's headers are in the paste. */
  isSeen: boolean;
  key: 'absent' | 'placeholder' | 'malformed' | 'sent' | null;
  /** Whether the request named its API in `x-apigw-api-id`; null where the request is not seen. */
  namesApi: boolean | null;
};

/** All that was understood of a paste, before it is judged. */
export type Reading = {
  status: number | null;
  /** `x-amzn-ErrorType`, without what may follow a colon. */
  errorType: string | null;
  message: string | null;
  /** The stable code in a body that a proxy of ours made. */
  code: string | null;
  proxy: string | null;
  requestId: string | null;
  /** `x-amz-apigw-id`: only API Gateway writes it. */
  extendedRequestId: string | null;
  hasHeaders: boolean;
  fault: { kind: ClientFault; text: string } | null;
  call: CallRead;
};
