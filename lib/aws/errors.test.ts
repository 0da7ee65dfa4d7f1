import { describe, expect, it } from 'vitest';
import { AppError } from '../errors';
import { errorTable, toAppError } from './errors';

function thrown(name: string, message = '', extra: object = {}) {
  return Object.assign(new Error(message), { name, ...extra });
}

/** Names and phrases as AWS words them. */
const phrases: [name: string, message: string, code: string][] = [
  ['CredentialsProviderError', 'Could not load credentials from any providers', 'credentials'],
  ['ExpiredToken', 'The security token included in the request is expired', 'credentials'],
  ['ExpiredTokenException', 'The security token included in the request is expired', 'credentials'],
  ['RequestExpired', 'Request has expired.', 'credentials'],
  ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'credentials'],
  [
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    'credentials',
  ],
  ['AuthFailure', 'AWS was not able to validate the provided access credentials', 'credentials'],
  ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 'credentials'],
  ['MissingAuthenticationTokenException', 'Missing Authentication Token', 'credentials'],
  ['Error', 'Region is missing', 'credentials'],
  ['UnauthorizedException', 'The security token included in the request is expired', 'credentials'],
  [
    'AccessDenied',
    'User: arn:aws:iam::1:user/x is not authorized to perform: cloudformation:CreateStack',
    'denied',
  ],
  [
    'AccessDeniedException',
    'User: arn:aws:iam::1:user/x is not authorized to perform: lambda:InvokeFunction',
    'denied',
  ],
  ['UnauthorizedOperation', 'You are not authorized to perform this operation.', 'denied'],
  ['ValidationError', 'Role arn:aws:iam::1:role/x is invalid or cannot be assumed', 'denied'],
  ['Throttling', 'Rate exceeded', 'throttled'],
  ['ThrottlingException', 'Rate exceeded', 'throttled'],
  ['TooManyRequestsException', 'Too Many Requests', 'throttled'],
  ['RequestLimitExceeded', 'Request limit exceeded.', 'throttled'],
  ['ValidationError', 'Rate exceeded', 'throttled'],
  ['ValidationError', 'Stack with id sluice-proxy-x does not exist', 'not_found'],
  ['ValidationError', 'Stack [sluice-proxy-x] does not exist', 'not_found'],
  ['NotFoundException', 'Invalid API Key identifier specified', 'not_found'],
  ['ResourceNotFoundException', 'Function not found: arn:aws:lambda:…', 'not_found'],
  ['InvalidVpcID.NotFound', "The vpc ID 'vpc-1' does not exist", 'not_found'],
  ['ValidationError', 'No updates are to be performed.', 'conflict'],
  [
    'ValidationError',
    'Stack [x] cannot be deleted while TerminationProtection is enabled',
    'conflict',
  ],
  [
    'ValidationError',
    'Stack:arn:aws:cloudformation:… is in UPDATE_IN_PROGRESS state and can not be updated.',
    'conflict',
  ],
  ['ValidationError', 'Stack [x] is in ROLLBACK_COMPLETE state and cannot be updated', 'conflict'],
  ['ValidationError', 'Stack [x] cannot be deleted while in status UPDATE_IN_PROGRESS', 'conflict'],
  ['ValidationError', 'CancelUpdateStack cannot be called from current stack status', 'conflict'],
  [
    'ValidationError',
    'Invalid operation on stack [x]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the stack is in the DELETE_FAILED state.',
    'conflict',
  ],
  [
    'ValidationError',
    'This stack is currently in a non-terminal [UPDATE_FAILED] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API.',
    'conflict',
  ],
  ['AlreadyExistsException', 'Stack [x] already exists', 'conflict'],
  ['TokenAlreadyExistsException', 'A client request token already exists', 'conflict'],
  ['ConflictException', 'Unable to complete operation due to concurrent modification', 'conflict'],
  ['LimitExceededException', 'Limit for stack has been exceeded', 'limit'],
  ['VpcLimitExceeded', 'The maximum number of VPCs has been reached.', 'limit'],
  ['ENILimitReachedException', 'Lambda was not able to create an ENI', 'limit'],
  ['ServiceQuotaExceededException', 'quota', 'limit'],
  ['ValidationError', 'Template format error: Unresolved resource dependencies [X]', 'invalid'],
  [
    'ValidationError',
    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    'invalid',
  ],
  ['InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_IAM]', 'invalid'],
  ['BadRequestException', 'Invalid date range', 'invalid'],
  ['InvalidParameterValue', 'Value (x) for parameter is invalid', 'invalid'],
  ['TimeoutError', 'The operation was aborted due to timeout', 'unavailable'],
  ['AbortError', 'Request aborted', 'unavailable'],
  ['InternalFailure', 'Internal failure', 'unavailable'],
  ['ServiceUnavailable', 'Service is unavailable', 'unavailable'],
  ['SomethingNew', 'never seen', 'unexpected'],
];

describe('toAppError', () => {
  it.each(phrases)('%s "%s" is %s', (name, message, code) => {
    expect(toAppError(thrown(name, message)).code).toBe(code);
  });

  it('has no row that no phrase exercises', () => {
    const hit = new Set(
      phrases.map(([name, message]) =>
        errorTable.findIndex((row) => row.name.test(name) && (!row.text || row.text.test(message))),
      ),
    );
    const idle = errorTable
      .filter((_, index) => !hit.has(index))
      .map((row) => String(row.text ?? row.name));
    expect(idle).toEqual([]);
  });

  it('takes a broken connection for unavailable, by Node’s code', () => {
    expect(toAppError(thrown('Error', 'connect', { code: 'ECONNREFUSED' })).code).toBe(
      'unavailable',
    );
  });

  it('falls back to the status of a name it does not know', () => {
    const answered = (httpStatusCode: number) =>
      toAppError(thrown('Odd', '', { $metadata: { httpStatusCode } })).code;
    expect([answered(429), answered(503), answered(400)]).toEqual([
      'throttled',
      'unavailable',
      'unexpected',
    ]);
  });

  it('keeps nothing of the exchange but its name and words', () => {
    const leaky = thrown('AccessDenied', 'no', { $response: { headers: { authorization: 'x' } } });
    const { cause } = toAppError(leaky);
    expect([(cause as Error).name, Object.keys(cause as Error)]).toEqual([
      'AccessDenied',
      ['name'],
    ]);
  });

  it('passes an AppError through and survives what is no Error', () => {
    const error = new AppError('limit', 'x');
    expect(toAppError(error)).toBe(error);
    expect(toAppError(undefined).code).toBe('unexpected');
  });
});
