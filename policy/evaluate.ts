import { holds } from './conditions';
import type { ConditionContext } from './context';
import { type PolicyDocument, parsePolicy, type Statement } from './document';
import { concerns } from './principals';
import { fillVariables, type Piece, written } from './variables';
import { fitsPattern, fitsResource } from './wildcards';

/** Who asks for what. `principal` is an ARN, or null for an anonymous caller. */
export type PolicyRequest = {
  principal: string | null;
  action: string;
  resource: string;
  context: ConditionContext;
};

export type Decision = 'allow' | 'explicitDeny' | 'implicitDeny';

/** A decision with its reason. */
export type Judgment = {
  decision: Decision;
  /** The first Deny that matches, else the first Allow; null where none does. `index` counts from 0. */
  by: { index: number; sid: string | null } | null;
  /** Indexes of all statements that match, whatever their effect. */
  matching: number[];
};

/** As `judgePolicy`, for those who need no reason. */
export function evaluatePolicy(
  source: unknown,
  request: PolicyRequest,
  expand?: (resource: string) => string,
): Decision {
  return judgePolicy(source, request, expand).decision;
}

/**
 * One evaluator for resource, endpoint and identity policies. A Deny that matches wins, else an Allow that matches,
 * else nothing is allowed. `expand` may rewrite a resource pattern first, as API Gateway does with its shorthand. A
 * document that is none denies.
 */
export function judgePolicy(
  source: unknown,
  request: PolicyRequest,
  expand: (resource: string) => string = (resource) => resource,
): Judgment {
  const document = parsePolicy(source);
  const found = (document?.statements ?? []).flatMap((statement, index) =>
    document && matches(document, statement, request, expand) ? [{ statement, index }] : [],
  );
  const deciding = found.find(({ statement }) => statement.effect === 'Deny') ?? found[0];
  const matching = found.map(({ index }) => index);
  if (!deciding) return { decision: 'implicitDeny', by: null, matching };
  const { index, statement } = deciding;
  return {
    decision: statement.effect === 'Deny' ? 'explicitDeny' : 'allow',
    by: { index, sid: statement.sid },
    matching,
  };
}

function matches(
  document: PolicyDocument,
  statement: Statement,
  request: PolicyRequest,
  expand: (resource: string) => string,
): boolean {
  // Earlier versions of the language have no variables: `${…}` is text there (IAM user guide, Version).
  const fill = (text: string) =>
    document.version === '2012-10-17' ? fillVariables(text, request.context) : written(text);
  return (
    concerns(statement.principal, request.principal) &&
    matchesAction(statement, request.action) &&
    matchesResource(statement, request.resource, expand, fill) &&
    matchesConditions(statement, request.context, fill)
  );
}

function matchesAction(statement: Statement, action: string): boolean {
  const { not, values } = statement.action;
  const wanted = action.toLowerCase();
  return values.some((it) => fitsPattern(it.toLowerCase(), wanted)) !== not;
}

function matchesResource(
  statement: Statement,
  resource: string,
  expand: (resource: string) => string,
  fill: (text: string) => Piece[] | null,
): boolean {
  const { not, values } = statement.resource;
  return values.some((it) => fitsResource(expand(it), resource, fill)) !== not;
}

/** Operators and keys are all required; the values of one key are alternatives. */
function matchesConditions(
  statement: Statement,
  context: ConditionContext,
  fill: (text: string) => Piece[] | null,
): boolean {
  return Object.entries(statement.condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, key, values, context, fill)),
  );
}
