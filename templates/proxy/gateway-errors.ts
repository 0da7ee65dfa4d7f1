import type { ProxySpec } from './spec';

/** How the gateway itself refuses or fails a call, as opposed to the upstream behind it. */
export type GatewayError = {
  /** API Gateway's name for the case (GatewayResponse.ResponseType). */
  responseType: string;
  /** Stands in the body, and in the path of the page that explains it. */
  code: string;
  /** The status API Gateway gives it, which we keep; null where it varies. */
  status: number | null;
  /** How AWS spells the message's key in its own body for this case. */
  messageKey: 'message' | 'Message';
  retryAfterSeconds: number | null;
};

/**
 * Every case with a body of its own; the two defaults stand for all others. An explicit denial by resource policy is
 * the one body that AWS spells with a capital `Message`. A spent quota asks to look again in an hour, for the moment
 * it resets (00:00 UTC) cannot be said in a static header.
 */
export const gatewayErrors: readonly GatewayError[] = [
  gatewayError('ACCESS_DENIED', 'access_denied', 403, { messageKey: 'Message' }),
  gatewayError('INVALID_API_KEY', 'invalid_api_key', 403),
  gatewayError('QUOTA_EXCEEDED', 'quota_exceeded', 429, { retryAfterSeconds: 3_600 }),
  gatewayError('THROTTLED', 'throttled', 429, { retryAfterSeconds: 1 }),
  gatewayError('BAD_REQUEST_PARAMETERS', 'missing_header', 400),
  gatewayError('INTEGRATION_TIMEOUT', 'upstream_timeout', 504),
  gatewayError('INTEGRATION_FAILURE', 'upstream_unreachable', 504),
  gatewayError('DEFAULT_4XX', 'refused_by_gateway', null),
  gatewayError('DEFAULT_5XX', 'failed_in_gateway', null),
];

/**
 * Where an error's page is found, on the dashboard that the spec names: what a template says comes from its spec alone, and a
 * dashboard that moves makes no proxy differ from what is deployed. A path where the spec names none.
 */
export function gatewayErrorPage({ errorPages }: Pick<ProxySpec, 'errorPages'>, code: string) {
  return `${errorPages ?? ''}/errors/${code}`;
}

function gatewayError(
  responseType: string,
  code: string,
  status: number | null,
  rest: Partial<GatewayError> = {},
): GatewayError {
  return { responseType, code, status, messageKey: 'message', retryAfterSeconds: null, ...rest };
}
