import type { Spec } from '@/templates/spec';
import { AppError } from '../errors';
import type { StackFacts } from './types';

/** What can be asked of a stack, in our words. */
export const stackVerbs = [
  'edit',
  'delete',
  'cancel_update',
  'continue_rollback',
  'delete_retaining',
  'force_delete',
  'protect',
  'unprotect',
] as const;

export type StackVerb = (typeof stackVerbs)[number];

/**
 * The statuses in which CloudFormation accepts each verb; what no source confirms is left out, so that nothing is
 * offered that AWS might refuse.
 *
 * - `edit` (a change set, rolled back on failure): aws-facts D2. UPDATE_FAILED takes none but one without rollback.
 * - `delete`: refused in the four UPDATE_ states in progress; UNCONFIRMED for ROLLBACK_IN_PROGRESS and imports under way.
 * - the rest: API reference, CancelUpdateStack, ContinueUpdateRollback, DeleteStack (RetainResources, DeletionMode).
 */
const accepted: Record<Exclude<StackVerb, 'protect' | 'unprotect'>, ReadonlySet<string>> = {
  edit: new Set([
    'CREATE_COMPLETE',
    'UPDATE_COMPLETE',
    'UPDATE_ROLLBACK_COMPLETE',
    'IMPORT_COMPLETE',
    'IMPORT_ROLLBACK_COMPLETE',
  ]),
  delete: new Set([
    'REVIEW_IN_PROGRESS',
    'CREATE_IN_PROGRESS',
    'CREATE_COMPLETE',
    'CREATE_FAILED',
    'ROLLBACK_COMPLETE',
    'ROLLBACK_FAILED',
    'UPDATE_COMPLETE',
    'UPDATE_FAILED',
    'UPDATE_ROLLBACK_COMPLETE',
    'UPDATE_ROLLBACK_FAILED',
    'IMPORT_COMPLETE',
    'IMPORT_ROLLBACK_COMPLETE',
    'IMPORT_ROLLBACK_FAILED',
    'DELETE_FAILED',
  ]),
  cancel_update: new Set(['UPDATE_IN_PROGRESS']),
  continue_rollback: new Set(['UPDATE_ROLLBACK_FAILED']),
  delete_retaining: new Set(['DELETE_FAILED']),
  force_delete: new Set(['DELETE_FAILED']),
};

const deletions: ReadonlySet<StackVerb> = new Set(['delete', 'delete_retaining', 'force_delete']);

/** UserGuide, using-cfn-protect-stacks: it is set in every status but these two. */
const unprotectable: ReadonlySet<string> = new Set(['DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);

/**
 * What AWS would accept of a stack in this StackStatus. Termination protection refuses every deletion. A status that
 * CloudFormation adds later offers nothing but the protection's switch.
 */
export function offersFor(
  status: string,
  { isProtected }: { isProtected: boolean },
): ReadonlySet<StackVerb> {
  return new Set(stackVerbs.filter((verb) => isOffered(verb, status, isProtected)));
}

function isOffered(verb: StackVerb, status: string, isProtected: boolean): boolean {
  if (verb === 'protect' || verb === 'unprotect')
    return !unprotectable.has(status) && (verb === 'unprotect') === isProtected;
  return accepted[verb].has(status) && !(isProtected && deletions.has(verb));
}

/** Throws `conflict` with the reason where AWS would refuse this of the stack. */
export function refuseUnoffered(
  { stackName, status, isProtected }: Pick<StackFacts, 'stackName' | 'status' | 'isProtected'>,
  verb: StackVerb,
): void {
  if (offersFor(status, { isProtected }).has(verb)) return;
  const isOnlyProtected = isProtected && offersFor(status, { isProtected: false }).has(verb);
  const reason = isOnlyProtected ? 'TerminationProtection is on' : status;
  throw new AppError('conflict', `${stackName} takes no ${verb}: ${reason}`, {
    detail: `${stackName}: ${reason}`,
    reason: { id: isOnlyProtected ? 'protected' : 'stackBusy', stack: stackName, status },
  });
}

/** Termination protection is on from the first moment for what serves production. */
export function isProtectedAtBirth(spec: Spec): boolean {
  return spec.kind !== 'bootstrap' && spec.environment === 'prod';
}
