import 'server-only';
import { listStackResources } from '../aws/stack-resources';
import { findStack, type StackRow } from '../aws/stacks';
import type { Target } from '../aws/targets';
import { AppError } from '../errors';
import type { NewStep } from '../runs/start-run';
import type { RunSubject } from '../runs/types';
import type { Fleet } from './fleet';

/** What CloudFormation leaves of a launch that it took back: a stack that holds nothing, and only blocks its name. */
export function isEmptyRemains(stack: StackRow | null): boolean {
  return stack?.status === 'ROLLBACK_COMPLETE';
}

/**
 * Whether a stack is what is left of an import that was undone, or never executed, where its deletion was refused. One
 * that took in nothing more, but serves, has the same status, and resources.
 */
async function isUndoneImport(target: Target, { status, stackId }: StackRow): Promise<boolean> {
  if (status === 'REVIEW_IN_PROGRESS') return true;
  if (status !== 'IMPORT_ROLLBACK_COMPLETE') return false;
  const resources = await listStackResources(target, stackId);
  return resources.every((resource) => resource.status === 'IMPORT_ROLLBACK_COMPLETE');
}

/**
 * The steps that free a stack's name before something is made under it: none where it is free, the removal of our own
 * team's empty remains. Throws `conflict` when any other stack has the name, whoever made it.
 */
export async function planFreeName(
  fleet: Fleet,
  { subject, team, stackName }: { subject: RunSubject; team: string; stackName: string },
): Promise<NewStep[]> {
  const stack = await findStack(fleet.target, stackName);
  if (!stack || stack.status === 'DELETE_COMPLETE') return [];
  const { tags, status, stackId } = stack;
  const isOwn =
    tags['sluice:kind'] === subject.kind &&
    tags['sluice:name'] === subject.name &&
    tags['sluice:team'] === team;
  if (isOwn && (isEmptyRemains(stack) || (await isUndoneImport(fleet.target, stack))))
    return [{ subject, action: 'delete', stackName, stackId, spec: null }];
  const detail = `${stackName}: ${status}`;
  throw new AppError('conflict', `the name is taken by the stack ${stackName}`, {
    detail,
    reason: { id: 'nameTaken', stack: stackName, status },
  });
}
