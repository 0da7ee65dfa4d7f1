import type { SandboxContext } from '../context';
import { authorize, requireSignature } from './authorize';
import type { Call } from './call';
import { GatewayFault, internalError } from './gateway-fault';
import { gatewayReply } from './gateway-response';
import { setHeader } from './header-rules';
import { integrate } from './integrate';
import { requireApiKey, takeLimits } from './limits';
import { locate } from './locate';
import type { Reply } from './reply';
import { route } from './route';
import { requireSizes } from './sizes';
import { validate } from './validate';

/**
 * Answers one call, in AWS's order: which API, policies, route, key, throttle, quota, validator, integration. Never
 * rejects: what goes wrong becomes the gateway response of its kind.
 */
export async function answerCall(
  context: SandboxContext,
  echoPort: number,
  call: Call,
): Promise<Reply> {
  const reply = await attempt(context, echoPort, call).catch((error: unknown) => {
    if (!(error instanceof GatewayFault)) context.log(`gateway: ${String(error)}`);
    call.fault = error instanceof GatewayFault ? error : internalError();
    return gatewayReply(context, call, call.fault);
  });
  // An upstream that is itself an API of API Gateway has ids of its own.
  const withId = setHeader(reply.headers, 'x-amz-apigw-id', call.extendedRequestId);
  return { ...reply, headers: [['x-amzn-RequestId', call.requestId], ...withId] };
}

async function attempt(context: SandboxContext, echoPort: number, call: Call): Promise<Reply> {
  const target = locate(context, call);
  call.target = target;
  requireSizes(call, target);
  authorize(context, call, target);
  const found = route(target, call.method);
  call.route = found;
  requireSignature(call, found.method.authorizationType);
  const client = found.method.apiKeyRequired ? requireApiKey(context, call, target) : null;
  call.key = client?.key ?? null;
  takeLimits(context, call, target, found, client);
  validate(call, target, found);
  return integrate(context, echoPort, call, target, found);
}
