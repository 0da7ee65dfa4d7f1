import { type Decision, evaluatePolicy, type PolicyRequest } from '../../policy/evaluate';
import { expandResource } from '../apigateway/policy';
import type { SandboxContext } from '../context';
import { type Call, type CallTarget, headerOf } from './call';
import { accessDenied, invalidSignature, missingToken, uriTooLong } from './gateway-fault';

/** S-QA: a resource policy is mandatory for private APIs, and with one the method ARN is bounded. Bytes. */
const methodArnBytesMax = 1600;

/** Endpoint policy, then the deployed resource policy. Throws the 403, 414 that AWS answers. */
export function authorize(context: SandboxContext, call: Call, target: CallTarget): void {
  const { api, stage, deployment } = target;
  const resource = expandResource(
    context,
    api.id,
    `execute-api:/${stage.stageName}/${call.method}${target.path}`,
  );
  if (Buffer.byteLength(resource) > methodArnBytesMax) throw uriTooLong();
  const request: PolicyRequest = {
    principal: principalOf(context, call),
    action: 'execute-api:Invoke',
    resource,
    context: conditionContext(context, call),
  };
  const endpoint = call.arrival.endpoint;
  if (endpoint) {
    const policy = context.ec2.endpoints.get(endpoint.endpointId)?.policyDocument;
    refuse(context, request, evaluatePolicy(policy, request), 'VPC endpoint policy');
  }
  const { policy } = deployment.snapshot;
  if (policy === undefined) return;
  const expand = (it: string) => expandResource(context, api.id, it);
  refuse(context, request, evaluatePolicy(policy, request, expand), 'resource-based policy');
}

/** AWS_IAM methods want SigV4; others take any Authorization that is none. */
export function requireSignature(call: Call, authorizationType: string): void {
  if (authorizationType === 'AWS_IAM' && !isSigned(call)) throw missingToken();
}

/**
 * S-VPCEPOL: no Authorization or another scheme is anonymous; a signature that does not hold is refused. The
 * sandbox takes a signature for execute-api as it is, and any other as invalid.
 */
function principalOf(context: SandboxContext, call: Call): string | null {
  if (!isSigned(call)) return null;
  const scope = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(
    headerOf(call, 'authorization') ?? '',
  );
  if (scope?.[1] !== 'execute-api') throw invalidSignature();
  return `arn:aws:iam::${context.accountId}:root`;
}

function isSigned(call: Call): boolean {
  return headerOf(call, 'authorization')?.startsWith('AWS4-HMAC-SHA256') ?? false;
}

function conditionContext(context: SandboxContext, call: Call): PolicyRequest['context'] {
  const { endpoint, sourceIp, isSecure } = call.arrival;
  const now = context.clock.now();
  const optional = (name: string, value: string | undefined) =>
    value === undefined ? {} : { [name]: value };
  return {
    'aws:SecureTransport': String(isSecure),
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    ...optional('aws:UserAgent', headerOf(call, 'user-agent')),
    ...optional('aws:Referer', headerOf(call, 'referer')),
    ...(endpoint
      ? {
          'aws:SourceVpc': endpoint.vpcId,
          'aws:SourceVpce': endpoint.endpointId,
          'aws:VpcSourceIp': sourceIp,
        }
      : { 'aws:SourceIp': sourceIp }),
  };
}

/**
 * Texts: measured by floci on 2026-10-02 (explicit deny in a resource policy); aws-samples/
 * aws-cross-account-private-api-demo#1 (implicit). For an endpoint policy UNCONFIRMED, in the family's words.
 */
function refuse(
  context: SandboxContext,
  request: PolicyRequest,
  decision: Decision,
  source: 'VPC endpoint policy' | 'resource-based policy',
): void {
  if (decision === 'allow') return;
  const who = request.principal === null ? 'anonymous' : request.principal;
  const masked = `********${context.accountId.slice(-4)}`;
  const resource = request.resource.replace(context.accountId, masked);
  const tail = decision === 'explicitDeny' ? ` with an explicit deny in a ${source}` : '';
  throw accessDenied(
    `User: ${who} is not authorized to perform: execute-api:Invoke on resource: ${resource}${tail}`,
  );
}
