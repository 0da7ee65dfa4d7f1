import 'server-only';
import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { createStack, deleteStack, findStack, type StackRow } from '../aws/stacks';
import { isProtectedAtBirth } from '../proxies/offers';
import type { StepContext } from './context';
import { lookClosely, unlessBegun } from './look';
import { prepareStep, refuseForeign } from './prepare';
import { loadStepEvents, updateStep } from './store';
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
  const { run, step, target } = context;
  for (;;) {
    // By name, which only a stack that stands has: what the request was planned with may be one that went before it.
    const stack = await lookClosely(context, () => findStack(target, step.stackName));
    if (!stack) return goneAlready(context);
    const settled = await deleteFound(context, stack);
    // Where nothing bears the step's token, what was found was old news, and gone long before.
    if (settled.outcome === 'failed' || (await loadStepEvents(run.id, step.index)).length > 0)
      return settled;
  }
}

async function deleteFound(context: StepContext, stack: StackRow): Promise<Settled> {
  const { step, target } = context;
  refuseForeign(stack, context);
  const { stackId } = stack;
  if (step.stackId !== stackId) await updateStep(step, { stackId });
  await context.reached('step_prepared');
  await unlessBegun(
    context,
    () => deleteStack(target, { stackId, clientToken: step.clientToken, ...step.options }),
    async () => stackId,
  );
  await context.reached('stack_requested');
  await context.reached('stack_known');
  return watchStack(context, stackId);
}

/** Perhaps by this very step before it was cut off: then the events are still to be read. */
async function goneAlready(context: StepContext): Promise<Settled> {
  const { stackId } = context.step;
  return stackId ? watchStack(context, stackId) : { outcome: 'succeeded', reason: null };
}

async function request(
  context: StepContext,
  { spec, templateBody }: { spec: Spec; templateBody: string },
): Promise<string> {
  const { step, target } = context;
  const { capabilities, tags } = stackFor(spec);
  const { stackName, clientToken } = step;
  const isProtected = isProtectedAtBirth(spec);
  const asked = { stackName, templateBody, capabilities, tags, clientToken, isProtected };
  const stackId = await unlessBegun(
    context,
    () => createStack(target, asked),
    async () => (await findStack(target, stackName))?.stackId ?? null,
  );
  await context.reached('stack_requested');
  return stackId;
}
