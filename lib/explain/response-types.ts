/**
 * What becomes of each of API Gateway's own answers (GatewayResponse.ResponseType) in a proxy of ours: a page of its
 * own, the page of the default it falls to, or why it cannot occur. A test holds the list against the SDK's.
 */
export type ResponseTypeFate = {
  type: string;
  /** Without a configured status; null where it varies (developer guide, "Gateway response types"). */
  status: number | null;
  /** The code whose page explains it. */
  page: string;
  /** Why a proxy of ours never gives it, where that is so. */
  never: 'no_authorizer' | 'no_body_validator' | 'passes_any_type' | 'takes_any_path' | null;
};

const own = (type: string, status: number | null, page: string): ResponseTypeFate => ({
  type,
  status,
  page,
  never: null,
});

const refused = 'refused_by_gateway';
const failed = 'failed_in_gateway';

export const responseTypes: readonly ResponseTypeFate[] = [
  own('ACCESS_DENIED', 403, 'access_denied'),
  own('INVALID_API_KEY', 403, 'invalid_api_key'),
  own('QUOTA_EXCEEDED', 429, 'quota_exceeded'),
  own('THROTTLED', 429, 'throttled'),
  own('BAD_REQUEST_PARAMETERS', 400, 'missing_header'),
  own('INTEGRATION_TIMEOUT', 504, 'upstream_timeout'),
  own('INTEGRATION_FAILURE', 504, 'upstream_unreachable'),
  own('MISSING_AUTHENTICATION_TOKEN', 403, refused),
  own('REQUEST_TOO_LARGE', 413, refused),
  own('INVALID_SIGNATURE', 403, refused),
  own('EXPIRED_TOKEN', 403, refused),
  own('WAF_FILTERED', 403, refused),
  own('DEFAULT_4XX', null, refused),
  own('API_CONFIGURATION_ERROR', 500, failed),
  own('DEFAULT_5XX', null, failed),
  { type: 'BAD_REQUEST_BODY', status: 400, page: refused, never: 'no_body_validator' },
  { type: 'UNSUPPORTED_MEDIA_TYPE', status: 415, page: refused, never: 'passes_any_type' },
  { type: 'RESOURCE_NOT_FOUND', status: 404, page: refused, never: 'takes_any_path' },
  { type: 'UNAUTHORIZED', status: 401, page: refused, never: 'no_authorizer' },
  { type: 'AUTHORIZER_FAILURE', status: 500, page: failed, never: 'no_authorizer' },
  { type: 'AUTHORIZER_CONFIGURATION_ERROR', status: 500, page: failed, never: 'no_authorizer' },
];
