import { badRequest, notFound } from './faults';
import type { GatewayResponse, RestApi } from './types';

/** Every kind with its own status (S-GWR, supported-gateway-response-types). The defaults have none of their own. */
export const gatewayResponseStatus = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: 400,
  DEFAULT_5XX: 500,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESOURCE_NOT_FOUND: 404,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
} as const;

export type GatewayResponseType = keyof typeof gatewayResponseStatus;

export function putGatewayResponse(api: RestApi, response: GatewayResponse): void {
  if (!Object.hasOwn(gatewayResponseStatus, response.responseType)) {
    throw badRequest(
      `1 validation error detected: Value '${response.responseType}' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [${Object.keys(gatewayResponseStatus).join(', ')}]`,
    );
  }
  // Measured: LocalStack's snapshots.
  if (Object.values(response.responseTemplates).includes('')) {
    throw badRequest('Invalid null or empty value in responseTemplates');
  }
  if (Object.values(response.responseParameters).includes('')) {
    throw badRequest('Invalid null or empty value in responseParameters');
  }
  for (const [name, value] of Object.entries(response.responseParameters)) {
    const isTarget = /^gatewayresponse\.header\.[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name);
    const isSource = /^'[^']*'$|^(method\.request|context|stageVariables)\./.test(value);
    if (!isTarget || !isSource) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${isTarget ? value : name}]`,
      );
    }
  }
  api.gatewayResponses[response.responseType] = response;
}

export function deleteGatewayResponse(api: RestApi, responseType: string): void {
  if (!api.gatewayResponses[responseType])
    throw notFound('Gateway response type not defined on api');
  delete api.gatewayResponses[responseType];
}

/** What an API answers for every kind: its own where it has one, API Gateway's default else (S-SDK GetGatewayResponses). */
export function allGatewayResponses(
  api: RestApi,
): (GatewayResponse & { defaultResponse: boolean })[] {
  return Object.entries(gatewayResponseStatus).map(([responseType, status]) => {
    const own = api.gatewayResponses[responseType];
    if (own) return { ...own, defaultResponse: false };
    // The two defaults stand for statuses that vary, and name none (S-GWR).
    const statusCode = responseType.startsWith('DEFAULT_') ? {} : { statusCode: String(status) };
    return {
      responseType,
      ...statusCode,
      responseParameters: {},
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
      defaultResponse: true,
    };
  });
}
