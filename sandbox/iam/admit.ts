import type { AwsRequest, SandboxContext } from '../context';
import { refuseExpired } from './caller';
import { refusalOf } from './decide';
import { callOf, type Need } from './need';
import { needsByService } from './needs/services';
import { type Principal, principalOf } from './principal';
import { refusal } from './refusals';
import { signatureOf } from './signature';
import { verifySignature } from './sigv4';
import { refuseUnassumable } from './trust';

/**
 * Lets a call in or throws what AWS answers: first who it is, then whether that one may. With IAM not evaluated
 * everybody may do everything and only expired sessions are refused. An operation nobody knows is not decided here.
 */
export function admit(context: SandboxContext, request: AwsRequest, operation: string | null) {
  if (!context.iam.isEvaluated) {
    refuseExpired(context, request.accessKeyId);
    return;
  }
  const principal = authenticate(context, request);
  if (operation === null) return;
  for (const need of needsOf(context, request, operation)) {
    refuseUnless(principal, need, context.clock.now(), request.service);
  }
  refuseUnassumable(context, request);
}

/** Throws `AccessDenied` in the service's form when the principal lacks the right. */
export function refuseUnless(principal: Principal, need: Need, now: number, service: string): void {
  const reason = refusalOf(principal, need, now);
  if (reason === null) return;
  throw refusal(
    'denied',
    service,
    `User: ${principal.arn} is not authorized to perform: ${need.action} on resource: ${need.resource} ${reason}`,
  );
}

function authenticate(context: SandboxContext, request: AwsRequest): Principal {
  const signature = signatureOf(request);
  const session = context.iam.sessions.get(signature.accessKeyId);
  const secret = session ?? context.iam.findUser(signature.accessKeyId);
  const principal = principalOf(context, signature.accessKeyId);
  const isTokenRight = (session?.sessionToken ?? null) === signature.token;
  if (!secret || !principal || !isTokenRight) {
    throw refusal(
      'unknownKey',
      request.service,
      'The security token included in the request is invalid.',
    );
  }
  if (session && session.expiresAt <= context.clock.now()) {
    throw refusal(
      'expired',
      request.service,
      'The security token included in the request is expired',
    );
  }
  verifySignature(request, secret.secretAccessKey, Date.now());
  return principal;
}

function needsOf(context: SandboxContext, request: AwsRequest, operation: string): Need[] {
  return needsByService[request.service]?.(callOf(context, request), operation) ?? [];
}
