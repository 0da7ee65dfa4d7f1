import 'server-only';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { readNewEvents } from '../aws/stack-events';
import { createStack, deleteStack, findStack } from '../aws/stacks';
import { AppError } from '../errors';
import { readStatus } from '../proxies/status';
import type { StepContext } from './context';
import { untilAnswered } from './patience';
import { prepareStep, refuseForeign } from './prepare';
import { updateStep } from './store';
import { type Settled, watchStack } from './watch';

/** Makes the step's stack, or goes on making it, and watches it to its end. Safe to repeat from any point. */
export async function runCreateStep(context: StepContext): Promise<Settled> {
  const { step } = context;
  const prepared = await prepareStep(context);
  await context.reached('step_prepared');
  const stackId = step.stackId ?? (await request(context, prepared));
  if (!step.stackId) await updateStep(step, { stackId });
  await context.reached('stack_known');
  return watchStack(context, stackId);
}

/**
 * Deletes the step's stack, or goes on deleting it. One that is not there, or is gone already, is a success; one
 * that is not ours is never touched.
 */
export async function runDeleteStep(context: StepContext): Promise<Settled> {
  const { step, target } = context;
  const stack = await untilAnswered(context, () =>
    findStack(target, step.stackId ?? step.stackName),
  );
  if (!stack || readStatus(stack.status).phase === null)
    return { outcome: 'succeeded', reason: null };
  refuseForeign(stack, context);
  if (!step.stackId) await updateStep(step, { stackId: stack.stackId });
  await context.reached('step_prepared');
  await untilAnswered(context, () =>
    deleteStack(target, { stackId: stack.stackId, clientToken: step.clientToken }),
  );
  await context.reached('stack_requested');
  await context.reached('stack_known');
  return watchStack(context, stack.stackId);
}

async function request(
  context: StepContext,
  { spec, templateBody }: { spec: Spec; templateBody: string },
): Promise<string> {
  const { step, target } = context;
  const { capabilities, tags } = stackFor(spec);
  const { stackName, clientToken } = step;
  const asked = { stackName, templateBody, capabilities, tags, clientToken };
  const stackId = await untilAnswered(context, () =>
    createStack(target, asked).catch((thrown) => oursAlready(context, thrown)),
  );
  await context.reached('stack_requested');
  return stackId;
}

/** A stack of that name that our own token began is the answer that got lost; any other is in the way. */
async function oursAlready(context: StepContext, thrown: unknown): Promise<string> {
  if (!(thrown instanceof AppError) || thrown.code !== 'conflict') throw thrown;
  const { step, target } = context;
  const stack = await findStack(target, step.stackName);
  if (!stack) throw thrown;
  const operation = { stackId: stack.stackId, clientToken: step.clientToken };
  const ours = await readNewEvents(target, operation, () => false);
  if (ours.length === 0) throw thrown;
  return stack.stackId;
}
