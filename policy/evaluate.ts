import { type ConditionContext, holds } from './conditions';
import { type PolicyDocument, parsePolicy, type Statement } from './document';
import { fillVariables } from './variables';
import { fitsPattern } from './wildcards';

/** Who asks for what. `principal` is an ARN, or null for an anonymous caller. */
export type PolicyRequest = {
  principal: string | null;
  action: string;
  resource: string;
  context: ConditionContext;
};

export type Decision = 'allow' | 'explicitDeny' | 'implicitDeny';

/**
 * One evaluator for resource, endpoint and identity policies. A Deny that matches wins, else an Allow that matches,
 * else nothing is allowed. Statements without a principal (identity policies) concern every caller. `expand` may
 * rewrite a resource pattern first, as API Gateway does with its shorthand. A document that is none denies.
 */
export function evaluatePolicy(
  source: unknown,
  request: PolicyRequest,
  expand: (resource: string) => string = (resource) => resource,
): Decision {
  const document = parsePolicy(source);
  if (!document) return 'implicitDeny';
  const matching = document.statements.filter((it) => matches(document, it, request, expand));
  if (matching.some((it) => it.effect === 'Deny')) return 'explicitDeny';
  return matching.length > 0 ? 'allow' : 'implicitDeny';
}

function matches(
  document: PolicyDocument,
  statement: Statement,
  request: PolicyRequest,
  expand: (resource: string) => string,
): boolean {
  const fill = (text: string) =>
    document.version === '2012-10-17' ? fillVariables(text, request.context) : text;
  return (
    matchesPrincipal(statement, request.principal) &&
    matchesAction(statement, request.action) &&
    matchesResource(statement, request.resource, (text) => fill(expand(text))) &&
    matchesConditions(statement, request.context, fill)
  );
}

function matchesPrincipal(statement: Statement, principal: string | null): boolean {
  if (statement.principal === null) return true;
  const { not, values } = statement.principal;
  const names = values.AWS ?? [];
  const isNamed =
    names.includes('*') || (principal !== null && names.some((it) => is(it, principal)));
  return isNamed !== not;
}

/** An account id, its root ARN, or the principal itself. */
function is(name: string, principal: string): boolean {
  if (name === principal) return true;
  const account = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  return account !== undefined && principal.split(':')[4] === account;
}

function matchesAction(statement: Statement, action: string): boolean {
  const { not, values } = statement.action;
  const wanted = action.toLowerCase();
  return values.some((it) => fitsPattern(it.toLowerCase(), wanted)) !== not;
}

function matchesResource(
  statement: Statement,
  resource: string,
  fill: (text: string) => string | null,
): boolean {
  const { not, values } = statement.resource;
  const isNamed = values.some((it) => {
    const pattern = fill(it);
    return pattern !== null && fitsPattern(pattern, resource);
  });
  return isNamed !== not;
}

/** Operators and keys are all required; the values of one key are alternatives. */
function matchesConditions(
  statement: Statement,
  context: ConditionContext,
  fill: (text: string) => string | null,
): boolean {
  return Object.entries(statement.condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const filled = values.map(fill).filter((it) => it !== null);
      return holds(operator, key, filled, context);
    }),
  );
}
