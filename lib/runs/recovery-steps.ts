import 'server-only';
import { continueRollback, setTerminationProtection } from '../aws/stack-recovery';
import { findStack, type StackRow } from '../aws/stacks';
import { AppError } from '../errors';
import type { StepContext } from './context';
import { lookClosely, unlessBegun } from './look';
import { untilAnswered } from './patience';
import { refuseForeign } from './prepare';
import { type Settled, watchStack } from './watch';

/** Has a rollback that got stuck go on, and watches it to its end. Safe to repeat from any point. */
export async function runContinueStep(context: StepContext): Promise<Settled> {
  const { step, target } = context;
  const { stackId } = await subjectOf(context);
  const skip = step.options?.skip ?? [];
  await context.reached('step_prepared');
  await unlessBegun(
    context,
    () => continueRollback(target, { stackId, clientToken: step.clientToken, skip }),
    async () => stackId,
  );
  await context.reached('stack_requested');
  await context.reached('stack_known');
  return watchStack(context, stackId);
}

/** Turns the stack's termination protection on or off. CloudFormation tells no event of it. Safe to repeat. */
export async function runProtectionStep(context: StepContext): Promise<Settled> {
  const { stackId } = await subjectOf(context);
  const isProtected = context.step.action === 'protect';
  await context.reached('step_prepared');
  await untilAnswered(context, () =>
    setTerminationProtection(context.target, { stackId, isProtected }),
  );
  await context.reached('stack_requested');
  await context.reached('stack_known');
  return { outcome: 'succeeded', reason: null };
}

/** By ARN: what was chosen for one stack is never done to a later one of that name. */
async function subjectOf(context: StepContext): Promise<StackRow> {
  const { step, target } = context;
  const stack = await lookClosely(context, () => findStack(target, step.stackId ?? step.stackName));
  if (!stack || stack.status === 'DELETE_COMPLETE')
    throw new AppError('not_found', `the stack ${step.stackName} is gone`);
  refuseForeign(stack, context);
  return stack;
}
