import 'server-only';
import { stackFor } from '@/templates/stack';
import {
  type ChangeSetRequest,
  createChangeSet,
  deleteChangeSet,
  executeChangeSet,
  readChangeSet,
} from '../aws/change-sets';
import { findStack, type StackRow } from '../aws/stacks';
import { AppError } from '../errors';
import type { StepContext } from './context';
import { lookClosely, unlessBegun } from './look';
import { type Moved, PlanMoved } from './moved';
import { nextPollMs } from './pace';
import { untilAnswered } from './patience';
import { prepareStep, refuseForeign } from './prepare';
import { updateStep } from './store';
import type { StepPlan } from './types';
import { type Settled, watchStack } from './watch';

/**
 * Has CloudFormation say what the step's update would do, and keeps it as the step's plan. Changes nothing in the
 * stack. `failed` with AWS's reason where it cannot be said. Safe to repeat from any point.
 */
export async function planUpdateStep(context: StepContext): Promise<Settled> {
  const { target, step } = context;
  if (step.plan) return { outcome: 'succeeded', reason: null };
  const stack = await standingStack(context);
  const { templateBody, capabilities, tags } = await definitionOf(context, stack);
  await context.reached('step_prepared');
  const key = keyOf(context, stack.stackId);
  await askForChangeSet(context, { ...key, templateBody, capabilities, tags });
  await context.reached('plan_requested');
  const { state, reason, changeSetId, changes } = await untilMade(context, stack.stackId);
  if (state === 'failed' || state === 'obsolete') {
    await untilAnswered(context, () => deleteChangeSet(target, key));
    return { outcome: 'failed', reason };
  }
  // A change set without changes cannot be executed, and would stay with the stack for ever.
  if (state === 'empty') await untilAnswered(context, () => deleteChangeSet(target, key));
  const plan = { changeSetId, stackChangedAt: changedAt(stack), changes };
  await updateStep(step, { plan, stackId: stack.stackId });
  await context.reached('plan_kept');
  return { outcome: 'succeeded', reason: null };
}

/** A step without a spec brings its template along; the stack's labels stay as they are. */
async function definitionOf(context: StepContext, stack: StackRow) {
  const { templateBody, spec } = context.step;
  if (templateBody !== null && spec === null) {
    // A network's stack has a role for its probe, and says so even where that stays as it is (CreateChangeSet).
    const capabilities = templateBody.includes('AWS::IAM::') ? ['CAPABILITY_IAM'] : [];
    return { templateBody, capabilities, tags: stack.tags };
  }
  const prepared = await prepareStep(context);
  return { ...stackFor(prepared.spec), templateBody: prepared.templateBody };
}

/** Executes exactly the step's plan, or goes on with it, and watches the stack to its end. */
export async function runUpdateStep(context: StepContext): Promise<Settled> {
  const { step, target } = context;
  const { stackId, plan } = step;
  if (!stackId || !plan) throw new AppError('unexpected', 'there is no plan to execute');
  if (plan.changes.length === 0) return { outcome: 'succeeded', reason: null };
  await context.reached('step_prepared');
  const execute = async () => {
    const moved = movedSince(await standingStack(context), plan);
    if (moved) throw new PlanMoved(moved);
    const { clientToken } = step;
    await executeChangeSet(target, { ...keyOf(context, stackId), clientToken });
  };
  await unlessBegun(context, execute, async () => stackId);
  await context.reached('stack_requested');
  await context.reached('stack_known');
  return watchStack(context, stackId);
}

/** Takes away what a plan left in AWS. A stack that is gone took its change sets with it. */
export async function dropPlan(context: StepContext): Promise<void> {
  const { step, target } = context;
  const { stackId } = step;
  if (!stackId) return;
  await context.reached('step_prepared');
  await untilAnswered(context, () => deleteChangeSet(target, keyOf(context, stackId)));
}

/** How the stack was changed after the plan was made; null where it was not. An older answer is a stale one. */
export function movedSince(stack: StackRow, plan: StepPlan): Moved | null {
  const { stackName, status } = stack;
  // By its ARN a deleted stack is found for 90 days, and its deletion leaves no newer date of change.
  if (status.startsWith('DELETE_')) return { what: 'gone', stackName, status };
  const at = changedAt(stack);
  return at > plan.stackChangedAt ? { what: 'stack', stackName, at, status } : null;
}

function changedAt({ updatedAt, createdAt }: StackRow): string {
  return (updatedAt ?? createdAt).toISOString();
}

function keyOf({ step }: StepContext, stackId: string) {
  return { stackId, changeSetName: step.clientToken };
}

async function standingStack(context: StepContext): Promise<StackRow> {
  const { step, target } = context;
  const stack = await lookClosely(context, () => findStack(target, step.stackId ?? step.stackName));
  if (!stack) throw new AppError('not_found', `the stack ${step.stackName} is gone`);
  refuseForeign(stack, context);
  return stack;
}

/** A refusal tells of one attempt only: an earlier one whose answer got lost may have made the change set. */
async function askForChangeSet(context: StepContext, request: ChangeSetRequest): Promise<void> {
  try {
    await untilAnswered(context, () => createChangeSet(context.target, request));
  } catch (refusal) {
    context.signal.throwIfAborted();
    const made = await lookClosely(context, () => readChangeSet(context.target, request)).catch(
      () => null,
    );
    context.signal.throwIfAborted();
    if (!made) throw refusal;
  }
}

/** It was asked for a moment ago: an answer without it is a stale one, and asked for again. */
export async function untilMade(context: StepContext, stackId: string) {
  for (let poll = 0; ; poll++) {
    const changeSet = await lookClosely(context, () =>
      readChangeSet(context.target, keyOf(context, stackId)),
    );
    if (!changeSet) throw new AppError('not_found', 'the change set is not there');
    if (changeSet.state !== 'working') return changeSet;
    await context.pause(nextPollMs(poll));
  }
}
