import { AppError, type ErrorCode } from '../errors';
import type { Problem } from '../known';

/**
 * SDK exceptions → the nine codes. The only place that knows exception names. The first row that matches decides;
 * `text` narrows names under which AWS says different things, such as CloudFormation's ValidationError.
 */
export const errorTable: readonly { name: RegExp; text?: RegExp; code: ErrorCode }[] = [
  { name: /^CredentialsProviderError$/, code: 'credentials' },
  {
    name: /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/,
    code: 'credentials',
  },
  {
    name: /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|AuthFailure)$/,
    code: 'credentials',
  },
  {
    name: /^(SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|IncompleteSignatureException)$/,
    code: 'credentials',
  },
  { name: /^MissingAuthenticationToken(Exception)?$/, code: 'credentials' },
  { name: /^Error$/, text: /Region is missing/, code: 'credentials' },
  // API Gateway answers an expired token of its own under the name it uses for missing rights.
  {
    name: /^(UnauthorizedException|AccessDenied|AccessDeniedException)$/,
    text: /security token .*(expired|invalid)/i,
    code: 'credentials',
  },
  {
    name: /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|UnauthorizedException|OptInRequired|NotAuthorized)$/,
    code: 'denied',
  },
  {
    name: /^(Throttling|ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException|TooManyRequestsException|RequestLimitExceeded|PriorRequestNotComplete)$/,
    code: 'throttled',
  },
  { name: /^ValidationError$/, text: /rate exceeded/i, code: 'throttled' },
  { name: /^ValidationError$/, text: /does not exist/, code: 'not_found' },
  { name: /^ValidationError$/, text: /No updates are to be performed/, code: 'conflict' },
  { name: /^ValidationError$/, text: /TerminationProtection is enabled/, code: 'conflict' },
  { name: /^ValidationError$/, text: /is in [A-Z_]+ state and can ?not be/, code: 'conflict' },
  { name: /^ValidationError$/, text: /cannot be deleted while in status/, code: 'conflict' },
  {
    name: /^ValidationError$/,
    text: /cannot be called from current stack status/,
    code: 'conflict',
  },
  {
    name: /^ValidationError$/,
    text: /only when the stack is in the DELETE_FAILED/,
    code: 'conflict',
  },
  { name: /^ValidationError$/, text: /is currently in a non-terminal \[/, code: 'conflict' },
  { name: /^ValidationError$/, text: /cannot be assumed/, code: 'denied' },
  {
    name: /^(ENILimitReachedException|EC2ThrottledException|SubnetIPAddressLimitReachedException|ServiceQuotaExceededException)$/,
    code: 'limit',
  },
  { name: /LimitExceeded(Exception)?$/, code: 'limit' },
  {
    name: /^(NotFoundException|ResourceNotFoundException|ChangeSetNotFound(Exception)?|StackNotFoundException)$/,
    code: 'not_found',
  },
  { name: /\.NotFound$/, code: 'not_found' },
  {
    name: /^(AlreadyExistsException|TokenAlreadyExistsException|ConflictException|ResourceConflictException|ResourceInUseException|OperationInProgressException|InvalidChangeSetStatus|DependencyViolation)$/,
    code: 'conflict',
  },
  {
    name: /^(ValidationError|ValidationException|BadRequestException|InsufficientCapabilities(Exception)?|InvalidRequestContentException)$/,
    code: 'invalid',
  },
  {
    name: /^(InvalidParameter(Value|Combination)?(Exception)?|InvalidVpcID\.Malformed|MalformedPolicyDocument)$/,
    code: 'invalid',
  },
  { name: /^(TimeoutError|AbortError|ResourceNotReadyException)$/, code: 'unavailable' },
  {
    name: /^(InternalFailure|InternalError|InternalServerError|InternalServerException|InternalServerErrorException|ServiceException|ServiceUnavailable|ServiceUnavailableException|Unavailable)$/,
    code: 'unavailable',
  },
];

/** Node's names for a connection that did not come about or broke. */
const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|UND_ERR_.*)$/;

/** Any thrown thing as an AppError; one that is an AppError already passes through. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { name, message, code, status } = factsOf(thrown);
  const row = errorTable.find(
    (row) => row.name.test(name) && (!row.text || row.text.test(message)),
  );
  const options = { cause: slim(thrown), detail: message };
  if (row) return new AppError(row.code, `AWS: ${name}`, options);
  if (networkCodes.test(code)) return new AppError('unavailable', `AWS: ${code}`, options);
  if (status === 429) return new AppError('throttled', `AWS: ${name} (429)`, options);
  if (status !== null && status >= 500)
    return new AppError('unavailable', `AWS: ${name} (${status})`, options);
  return new AppError('unexpected', `AWS: ${name}`, options);
}

/** An SDK exception carries the whole exchange, headers and all: only what a log may hold goes on. */
function slim(thrown: unknown): Error {
  const { name, message } = factsOf(thrown);
  const error = new Error(message);
  error.name = name;
  if (thrown instanceof Error && thrown.stack) error.stack = thrown.stack;
  return error;
}

/** What a page shows beside an old fact. */
export function toProblem(thrown: unknown): Problem {
  const error = toAppError(thrown);
  return { code: error.code, detail: error.detail };
}

/** Thrown where AWS left out what its own documentation says is there. */
export function missing(what: string): AppError {
  return new AppError('unexpected', `AWS answered without ${what}`);
}

function factsOf(thrown: unknown) {
  const error = thrown as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  } | null;
  return {
    name: typeof error?.name === 'string' ? error.name : 'Error',
    message: typeof error?.message === 'string' ? error.message : String(thrown),
    code: typeof error?.code === 'string' ? error.code : '',
    status: error?.$metadata?.httpStatusCode ?? null,
  };
}

/** To catch with: what AWS says is not there is null, and every other failure stays one. */
export function nullWhenNotFound(thrown: unknown): null {
  const error = toAppError(thrown);
  if (error.code === 'not_found') return null;
  throw error;
}
