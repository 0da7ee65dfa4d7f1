/**
 * How one request ended, from its line in the access log.
 *
 * API Gateway writes one response type, INVALID_API_KEY, whether a key is missing, unknown, disabled or not in the
 * plan (aws-facts B3): those four are one outcome here, `key_refused`, and `keyRefusals` narrows it by the key that the
 * line may name. It also writes THROTTLED whoever held the request; `attributeThrottles` says whether it was the key's
 * own rate or a limit that is shared.
 */
export const outcomes = [
  'served',
  'upstream_4xx',
  'upstream_429',
  'upstream_5xx',
  'quota',
  'throttle',
  'account_throttle',
  'key_refused',
  'policy',
  'path',
  'bad_request',
  'gateway',
] as const;

export type Outcome = (typeof outcomes)[number];

/** Answers that came from the upstream, whatever they say. */
export const upstreamOutcomes: readonly Outcome[] = [
  'served',
  'upstream_4xx',
  'upstream_429',
  'upstream_5xx',
];

/** What of it a person sees as refused: by a limit, or for who or what it was. */
export const refusedOutcomes: readonly Outcome[] = [
  'quota',
  'throttle',
  'account_throttle',
  'key_refused',
  'policy',
  'path',
  'bad_request',
];

/** By API Gateway's response type (GatewayResponse.ResponseType); what is not here is the gateway's own failure. */
const byErrorType: Record<string, Outcome> = {
  QUOTA_EXCEEDED: 'quota',
  THROTTLED: 'throttle',
  INVALID_API_KEY: 'key_refused',
  ACCESS_DENIED: 'policy',
  MISSING_AUTHENTICATION_TOKEN: 'path',
  RESOURCE_NOT_FOUND: 'path',
  BAD_REQUEST_PARAMETERS: 'bad_request',
  BAD_REQUEST_BODY: 'bad_request',
  REQUEST_TOO_LARGE: 'bad_request',
  UNSUPPORTED_MEDIA_TYPE: 'bad_request',
};

/**
 * The outcome of a request. An upstream's own answer has no response type (aws-facts B3), and a status of its own in
 * `integrationStatus`. A 4xx of the gateway without a type of its own (DEFAULT_4XX: a path that is too long, say) is
 * the request's fault.
 */
export function outcomeOf(line: {
  status: number;
  errorType: string | null;
  integrationStatus: string | null;
}): Outcome {
  const { status, errorType, integrationStatus } = line;
  if (errorType !== null) {
    const known = byErrorType[errorType];
    if (known) return known;
    return status < 500 ? 'bad_request' : 'gateway';
  }
  if (status < 400) return 'served';
  if (integrationStatus === null) return status < 500 ? 'bad_request' : 'gateway';
  if (status === 429) return 'upstream_429';
  return status < 500 ? 'upstream_4xx' : 'upstream_5xx';
}

/**
 * Whether a request was taken from its key's quota: it passed policy, route, key, throttle and quota, whatever came
 * of it later (aws-facts B2). Refusals before or by them were not (B2 for keys and paths; for 429 UNCONFIRMED). A
 * request found bad, or failed by the gateway, was past the key if the line names one.
 */
export function isCounted(outcome: Outcome, keyId: string | null): boolean {
  if (upstreamOutcomes.includes(outcome)) return true;
  return (outcome === 'gateway' || outcome === 'bad_request') && keyId !== null;
}
