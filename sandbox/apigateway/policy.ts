import type { SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { badRequest } from './faults';

/** Refuses a resource policy that AWS would refuse: not JSON, no statements, without effect or too long. */
export function checkPolicy(context: SandboxContext, text: string): void {
  const policyLengthMax = context.quotas.of(quotaCodes.policySize);
  const invalid = badRequest(
    'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  );
  if (text.length > policyLengthMax) {
    throw badRequest(`Policy document size exceeds the limit of ${policyLengthMax}`);
  }
  let document: { Statement?: unknown };
  try {
    document = JSON.parse(text) as { Statement?: unknown };
  } catch {
    throw invalid;
  }
  const statements = [document?.Statement ?? []].flat() as Record<string, unknown>[];
  const isSound = (statement: Record<string, unknown>) =>
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    ('Action' in statement || 'NotAction' in statement) &&
    ('Resource' in statement || 'NotResource' in statement) &&
    ('Principal' in statement || 'NotPrincipal' in statement);
  if (statements.length === 0 || !statements.every(isSound)) throw invalid;
}

/**
 * A resource of a policy in full. API Gateway accepts `execute-api:/stage/METHOD/path` for
 * `arn:…:execute-api:region:account:api/stage/METHOD/path`.
 */
export function expandResource(context: SandboxContext, apiId: string, resource: string): string {
  if (!resource.startsWith('execute-api:/')) return resource;
  const rest = resource.slice('execute-api:/'.length);
  return `arn:aws:execute-api:${context.region}:${context.accountId}:${apiId}/${rest}`;
}

/**
 * The policy as GetRestApi answers it: shorthand resources expanded, a list of one principal as a string, and
 * the whole escaped like the inside of a JSON string. Sources: floci's measurements of 2026-10-02;
 * terraform-provider-aws unquotes it for this reason.
 */
export function renderPolicy(context: SandboxContext, apiId: string, text: string): string {
  const document = JSON.parse(text) as { Statement: unknown };
  const statements = [document.Statement].flat() as Record<string, unknown>[];
  const rewritten = statements.map((statement) => ({
    ...statement,
    ...(statement.Principal === undefined
      ? {}
      : { Principal: rewritePrincipal(statement.Principal) }),
    ...rewriteResources(context, apiId, statement, 'Resource'),
    ...rewriteResources(context, apiId, statement, 'NotResource'),
  }));
  const quoted = JSON.stringify(JSON.stringify({ ...document, Statement: rewritten }));
  return quoted.slice(1, -1);
}

function rewritePrincipal(principal: unknown): unknown {
  if (typeof principal !== 'object' || principal === null) return principal;
  return Object.fromEntries(
    Object.entries(principal).map(([kind, value]) => [
      kind,
      Array.isArray(value) && value.length === 1 ? value[0] : value,
    ]),
  );
}

function rewriteResources(
  context: SandboxContext,
  apiId: string,
  statement: Record<string, unknown>,
  member: string,
): Record<string, unknown> {
  const value = statement[member];
  if (typeof value === 'string') return { [member]: expandResource(context, apiId, value) };
  if (!Array.isArray(value)) return {};
  return { [member]: value.map((it) => expandResource(context, apiId, String(it))) };
}
