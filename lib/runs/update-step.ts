import 'server-only';
import { stackFor } from '@/templates/stack';
import {
  createChangeSet,
  deleteChangeSet,
  executeChangeSet,
  readChangeSet,
} from '../aws/change-sets';
import { sleep } from '../aws/limiter';
import { readNewEvents } from '../aws/stack-events';
import { findStack, type StackRow } from '../aws/stacks';
import { AppError } from '../errors';
import type { StepContext } from './context';
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
  const { spec, templateBody } = await prepareStep(context);
  await context.reached('step_prepared');
  const { capabilities, tags } = stackFor(spec);
  const key = keyOf(context, stack.stackId);
  await untilAnswered(context, () =>
    createChangeSet(target, { ...key, templateBody, capabilities, tags }).catch((thrown) =>
      unlessThere(context, stack.stackId, thrown),
    ),
  );
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

/** Executes exactly the step's plan, or goes on with it, and watches the stack to its end. */
export async function runUpdateStep(context: StepContext): Promise<Settled> {
  const { step } = context;
  if (!step.plan || !step.stackId) throw new AppError('unexpected', 'there is no plan to execute');
  const { plan, stackId } = step;
  await context.reached('step_prepared');
  const hasBegun = await untilAnswered(context, () => isOurs(context, stackId), ['denied']);
  if (!hasBegun) {
    refuseMoved(await standingStack(context), plan);
    await untilAnswered(context, () => execute(context, stackId));
  }
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

/** Throws `conflict` where the stack was changed after the plan was made. An older answer is a stale one. */
export function refuseMoved(stack: StackRow, plan: StepPlan): void {
  if (changedAt(stack) <= plan.stackChangedAt) return;
  throw new AppError('conflict', `${stack.stackName} has changed since the plan was made`, {
    detail: `${stack.stackName} · ${changedAt(stack)} > ${plan.stackChangedAt}`,
  });
}

function changedAt({ updatedAt, createdAt }: StackRow): string {
  return (updatedAt ?? createdAt).toISOString();
}

function keyOf({ step }: StepContext, stackId: string) {
  return { stackId, changeSetName: step.clientToken };
}

async function standingStack(context: StepContext): Promise<StackRow> {
  const { step, target } = context;
  const stack = await untilAnswered(context, () =>
    findStack(target, step.stackId ?? step.stackName),
  );
  if (!stack) throw new AppError('not_found', `the stack ${step.stackName} is gone`);
  refuseForeign(stack, context);
  return stack;
}

/** The answer that got lost made the change set that is in the way now. */
async function unlessThere(context: StepContext, stackId: string, thrown: unknown): Promise<void> {
  if (!isConflict(thrown)) throw thrown;
  if (!(await readChangeSet(context.target, keyOf(context, stackId)))) throw thrown;
}

async function untilMade(context: StepContext, stackId: string) {
  for (let poll = 0; ; poll++) {
    const changeSet = await untilAnswered(context, async () => {
      const found = await readChangeSet(context.target, keyOf(context, stackId));
      // It was made a moment ago: an answer without it is a stale one, and asked for again.
      if (!found) throw new AppError('unexpected', 'the change set is not there');
      return found;
    });
    if (changeSet.state !== 'working') return changeSet;
    await sleep(nextPollMs(poll), context.signal);
  }
}

/** A refusal may be the echo of an execution whose answer got lost: its events tell, if not at once. */
async function execute(context: StepContext, stackId: string): Promise<void> {
  const { step, target } = context;
  const { clientToken } = step;
  try {
    await executeChangeSet(target, { ...keyOf(context, stackId), clientToken });
  } catch (thrown) {
    if (!isConflict(thrown) && !isGone(thrown)) throw thrown;
    if (await isOurs(context, stackId)) return;
    const detail = thrown.detail ?? thrown.message;
    throw new AppError('unexpected', 'the change set was not executed', { cause: thrown, detail });
  }
}

/** Whether the operation with this step's token has begun on the stack. */
async function isOurs({ step, target }: StepContext, stackId: string): Promise<boolean> {
  const operation = { stackId, clientToken: step.clientToken };
  return (await readNewEvents(target, operation, () => false)).length > 0;
}

const isConflict = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && thrown.code === 'conflict';
const isGone = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && thrown.code === 'not_found';
