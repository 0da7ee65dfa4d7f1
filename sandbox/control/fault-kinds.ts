import { AwsFault } from '../context';

/**
 * What can go wrong with a call. `throttle`, `error500`, `expired` and `denied` are answers without an effect; `reset`
 * and `timeout_before` are no answer and no effect. `timeout_after` and `truncated_body` have their effect, and the
 * answer does not arrive, or not all of it. `truncated_page` answers with part of a list and the token to the rest;
 * `stale` with what the same call was answered before, be it that there is no such thing (EC2 API, "Eventual
 * consistency": a thing just made may be said not to exist).
 */
export const faultKinds = [
  'throttle',
  'error500',
  'reset',
  'timeout_before',
  'timeout_after',
  'expired',
  'denied',
  'truncated_page',
  'truncated_body',
  'stale',
] as const;

export type FaultKind = (typeof faultKinds)[number];

type Wording = [code: string, status: number, message: string];

const throttled: Record<string, Wording> = {
  ec2: ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
  apigateway: ['TooManyRequestsException', 429, 'Too Many Requests'],
  lambda: ['TooManyRequestsException', 429, 'Rate exceeded'],
  logs: ['ThrottlingException', 400, 'Rate exceeded'],
  servicequotas: ['TooManyRequestsException', 400, 'Rate exceeded'],
};

const failed: Record<string, Wording> = {
  ec2: ['InternalError', 500, 'An internal error has occurred'],
  lambda: ['ServiceException', 500, 'Service encountered an internal error.'],
  logs: ['ServiceUnavailableException', 500, 'The service cannot complete the request.'],
  servicequotas: ['ServiceException', 500, 'Something went wrong.'],
};

const expiredText = 'The security token included in the request is expired';
const expired: Record<string, Wording> = {
  cloudformation: ['ExpiredToken', 403, expiredText],
  sts: ['ExpiredToken', 403, expiredText],
  iam: ['ExpiredToken', 403, expiredText],
  ec2: ['RequestExpired', 400, 'Request has expired.'],
  apigateway: ['ExpiredTokenException', 403, expiredText],
  lambda: ['ExpiredTokenException', 403, expiredText],
};

/** The error with which a service answers a fault that is an answer at all. */
export function faultError(
  kind: FaultKind,
  where: { service: string; action: string; caller: string },
): AwsFault {
  const [code, status, message] = wording(kind, where);
  return new AwsFault(code, message, status);
}

function wording(
  kind: FaultKind,
  { service, action, caller }: { service: string; action: string; caller: string },
): Wording {
  if (kind === 'throttle') return throttled[service] ?? ['Throttling', 400, 'Rate exceeded'];
  if (kind === 'error500') {
    return failed[service] ?? ['InternalFailure', 500, 'An internal error has occurred.'];
  }
  if (kind === 'expired') return expired[service] ?? ['ExpiredTokenException', 400, expiredText];
  const text = `User: ${caller} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  if (service === 'ec2') {
    return [
      'UnauthorizedOperation',
      403,
      `You are not authorized to perform this operation. ${text}`,
    ];
  }
  if (['cloudformation', 'sts', 'iam'].includes(service)) return ['AccessDenied', 403, text];
  const isRest = service === 'apigateway' || service === 'lambda';
  return ['AccessDeniedException', isRest ? 403 : 400, text];
}
