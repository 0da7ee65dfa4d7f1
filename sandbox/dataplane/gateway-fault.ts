import { type GatewayResponseType, gatewayResponseStatus } from '../apigateway/gateway-responses';

/** An answer that the gateway gives by itself. `errorType` goes into `x-amzn-ErrorType`. */
export class GatewayFault extends Error {
  readonly type: GatewayResponseType;
  readonly errorType: string;
  readonly status: number;
  readonly validationErrors: string;

  constructor(
    type: GatewayResponseType,
    errorType: string,
    message: string,
    options: { status?: number; validationErrors?: string } = {},
  ) {
    super(message);
    this.name = 'GatewayFault';
    this.type = type;
    this.errorType = errorType;
    this.status = options.status ?? gatewayResponseStatus[type];
    this.validationErrors = options.validationErrors ?? '';
  }
}

// aws-facts B3, row by row. Texts marked there as UNCONFIRMED are so here.

export const forbidden = () =>
  new GatewayFault('INVALID_API_KEY', 'ForbiddenException', 'Forbidden');
export const missingToken = () =>
  new GatewayFault(
    'MISSING_AUTHENTICATION_TOKEN',
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  );
export const throttled = () =>
  new GatewayFault('THROTTLED', 'TooManyRequestsException', 'Too Many Requests');
/** UNCONFIRMED text, widely documented. */
export const quotaExceeded = () =>
  new GatewayFault('QUOTA_EXCEEDED', 'LimitExceededException', 'Limit Exceeded');
/** UNCONFIRMED text. */
export const timedOut = () =>
  new GatewayFault(
    'INTEGRATION_TIMEOUT',
    'InternalServerErrorException',
    'Endpoint request timed out',
  );
export const networkError = () =>
  new GatewayFault(
    'INTEGRATION_FAILURE',
    'InternalServerErrorException',
    'Network error communicating with endpoint',
  );
export const internalError = () =>
  new GatewayFault(
    'API_CONFIGURATION_ERROR',
    'InternalServerErrorException',
    'Internal server error',
  );
/** UNCONFIRMED text and type. */
export const tooLarge = () =>
  new GatewayFault('REQUEST_TOO_LARGE', 'RequestTooLargeException', 'Request Too Long');
/** S-QA: status only; text and type UNCONFIRMED. */
export const uriTooLong = () =>
  new GatewayFault('DEFAULT_4XX', 'RequestUriTooLongException', 'Request-URI Too Long', {
    status: 414,
  });
export const badParameters = (message: string) =>
  new GatewayFault('BAD_REQUEST_PARAMETERS', 'BadRequestException', message);
export const badBody = (validationErrors: string) =>
  new GatewayFault('BAD_REQUEST_BODY', 'BadRequestException', 'Invalid request body', {
    validationErrors,
  });
export const unsupportedMediaType = () =>
  new GatewayFault('UNSUPPORTED_MEDIA_TYPE', 'BadRequestException', 'Unsupported Media Type');
/** UNCONFIRMED text. */
export const invalidSignature = () =>
  new GatewayFault(
    'INVALID_SIGNATURE',
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
export const accessDenied = (message: string) =>
  new GatewayFault('ACCESS_DENIED', 'AccessDeniedException', message);
