import 'server-only';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { createStack, deleteStack, findStack } from '../aws/stacks';
import { readStatus } from '../proxies/status';
import type { StepContext } from './context';
import { lookClosely, unlessBegun } from './look';
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
  const stack = await lookClosely(context, () => findStack(target, step.stackId ?? step.stackName));
  if (!stack) return { outcome: 'succeeded', reason: null };
  refuseForeign(stack, context);
  const { stackId } = stack;
  if (!step.stackId) await updateStep(step, { stackId });
  await context.reached('step_prepared');
  // Gone already, perhaps by this very step before it was cut off: then its events are still to be read.
  if (readStatus(stack.status).phase !== null)
    await unlessBegun(
      context,
      () => deleteStack(target, { stackId, clientToken: step.clientToken }),
      async () => stackId,
    );
  await context.reached('stack_requested');
  await context.reached('stack_known');
  return watchStack(context, stackId);
}

async function request(
  context: StepContext,
  { spec, templateBody }: { spec: Spec; templateBody: string },
): Promise<string> {
  const { step, target } = context;
  const { capabilities, tags } = stackFor(spec);
  const { stackName, clientToken } = step;
  const asked = { stackName, templateBody, capabilities, tags, clientToken };
  const stackId = await unlessBegun(
    context,
    () => createStack(target, asked),
    async () => (await findStack(target, stackName))?.stackId ?? null,
  );
  await context.reached('stack_requested');
  return stackId;
}
