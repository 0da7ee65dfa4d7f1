import 'server-only';
import { stackFor } from '@/templates/stack';
import {
  createChangeSet,
  deleteChangeSet,
  executeChangeSet,
  type ImportRequest,
  readChangeSet,
} from '../aws/change-sets';
import { deleteStack, findStack } from '../aws/stacks';
import { AppError } from '../errors';
import type { StepContext } from './context';
import { lookClosely, unlessBegun } from './look';
import { untilAnswered } from './patience';
import { prepareStep } from './prepare';
import { loadStepEvents, updateStep } from './store';
import { untilMade } from './update-step';
import { type Settled, watchStack } from './watch';

/**
 * Takes what exists into the step's stack, which an import makes, and watches it to its end. Nothing of what is taken
 * in changes but its tags. Safe to repeat from any point.
 */
export async function runImportStep(context: StepContext): Promise<Settled> {
  const { step } = context;
  const { spec, templateBody } = await prepareStep(context);
  await context.reached('step_prepared');
  const { capabilities, tags } = stackFor(spec);
  const changeSetName = step.clientToken;
  const stackId =
    step.stackId ??
    (await askForImport(context, {
      stackId: step.stackName,
      changeSetName,
      templateBody,
      capabilities,
      tags,
      imports: step.options?.imports ?? [],
    }));
  if (!step.stackId) await updateStep(step, { stackId });
  await context.reached('plan_requested');
  const key = { stackId, changeSetName };
  if ((await loadStepEvents(step.runId, step.index)).length === 0) {
    const { state, reason } = await untilMade({ ...context, step: { ...step, stackId } }, stackId);
    if (state === 'failed' || state === 'obsolete' || state === 'empty') {
      await leaveNothing(context, key);
      return { outcome: 'failed', reason };
    }
    const { clientToken } = step;
    await unlessBegun(
      context,
      () => executeChangeSet(context.target, { ...key, clientToken }),
      async () => stackId,
    );
  }
  await context.reached('stack_requested');
  await context.reached('stack_known');
  const settled = await watchStack(context, stackId);
  if (settled.outcome === 'failed') await leaveNothing(context, key);
  return settled;
}

/** A refusal tells of one attempt only: an earlier one whose answer got lost may have made the change set. */
async function askForImport(context: StepContext, request: ImportRequest): Promise<string> {
  const { target } = context;
  try {
    return await untilAnswered(context, () => createChangeSet(target, request));
  } catch (refusal) {
    context.signal.throwIfAborted();
    if (!(refusal instanceof AppError)) throw refusal;
    const { changeSetName } = request;
    const stack = await lookClosely(context, () => findStack(target, request.stackId));
    const made =
      stack &&
      (await lookClosely(context, () =>
        readChangeSet(target, { stackId: stack.stackId, changeSetName }),
      ).catch(() => null));
    context.signal.throwIfAborted();
    if (!stack || !made) throw refusal;
    return stack.stackId;
  }
}

/**
 * A change set that cannot be executed, and the stack that it made, would stay for ever and keep the name. Either way
 * the stack holds no resource: what an import took in has left it again when it is undone.
 */
async function leaveNothing(
  context: StepContext,
  key: { stackId: string; changeSetName: string },
): Promise<void> {
  const { target, step } = context;
  await untilAnswered(context, () => deleteChangeSet(target, key));
  const stack = await lookClosely(context, () => findStack(target, key.stackId));
  if (!stack || !['REVIEW_IN_PROGRESS', 'IMPORT_ROLLBACK_COMPLETE'].includes(stack.status)) return;
  const clientToken = `${step.clientToken}-undo`;
  await untilAnswered(context, () => deleteStack(target, { stackId: key.stackId, clientToken }));
}
