import type { StepAction, StepPlan } from './types';

/**
 * Calls that API Gateway grants an account only every so often, and that CloudFormation makes for us: DeleteRestApi
 * once in 30 s, UpdateUsagePlan once in 20 s (aws-facts C, S-QA).
 */
export type TurnKind = 'delete_api' | 'update_plan';

/** The call that a step has to queue for, by what it does to its stack; null where there is none. */
export function turnKindOf(step: {
  action: StepAction;
  subjectKind: string;
  plan: StepPlan | null;
}): TurnKind | null {
  if (step.subjectKind !== 'proxy') return null;
  if (step.action === 'delete') return 'delete_api';
  const changesPlan = step.plan?.changes.some(
    ({ resourceType, action }) =>
      resourceType === 'AWS::ApiGateway::UsagePlan' && action === 'Modify',
  );
  return step.action === 'update' && changesPlan ? 'update_plan' : null;
}

/** A step of a run, or an extension, that queues, or has had its turn at `turnAt`. A run may need several turns. */
export type Claim = { id: string; turnAt: Date | null };

/**
 * Where one stands: first in line is 1, and `inMs` is how long until its turn at the earliest. `claims` are in the
 * order in which they were asked for. Null for one that is not among them.
 */
export function placeOf(
  claims: readonly Claim[],
  id: string,
  spacingMs: number,
  now: number,
): { position: number; inMs: number } | null {
  const own = claims.find((claim) => claim.id === id);
  if (!own) return null;
  const taken = claims.flatMap(({ turnAt }) => turnAt?.getTime() ?? []);
  const lastTaken = Math.max(Number.NEGATIVE_INFINITY, ...taken);
  // The last turn was its own: it goes on with it.
  if (own.turnAt?.getTime() === lastTaken) return { position: 1, inMs: 0 };
  const queue = claims.filter(({ turnAt }) => turnAt === null);
  const ahead = own.turnAt ? 0 : queue.indexOf(own);
  const freeInMs = Math.max(0, lastTaken + spacingMs - now);
  return { position: ahead + 1, inMs: freeInMs + ahead * spacingMs };
}
