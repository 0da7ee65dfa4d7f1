import 'server-only';
import { parseSpec, type Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { readNewEvents } from '../aws/stack-events';
import { createStack, deleteStack, findStack, type StackRow } from '../aws/stacks';
import type { Target } from '../aws/targets';
import { AppError } from '../errors';
import { createOutcome, readStatus } from '../proxies/status';
import type { StepContext } from './context';
import { untilAnswered } from './patience';
import { withNetworkIds } from './resolve';
import { loadRun, updateStep } from './store';
import { type Settled, watchStack } from './watch';

/** Makes the step's stack, or goes on making it, and watches it to its end. Safe to repeat from any point. */
export async function runCreateStep(context: StepContext): Promise<Settled> {
  const { step } = context;
  const prepared =
    step.templateBody === null ? await prepare(context) : { step, spec: specOf(step.spec) };
  await context.reached('step_prepared');
  const stackId =
    step.stackId ?? (await request(context, prepared.spec, prepared.step.templateBody));
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

/** Fixes what will be sent, and keeps it, before anything is sent: a repetition sends the same bytes. */
async function prepare(context: StepContext) {
  const { step } = context;
  const spec = withNetworkIds(specOf(step.spec), await networkOutputs(context));
  const templateBody = render(spec);
  await updateStep(step, { spec, templateBody });
  return { step: { ...step, spec, templateBody }, spec };
}

function render(spec: Spec): string {
  try {
    return renderYaml(stackFor(spec).template);
  } catch (cause) {
    throw new AppError('unexpected', `the template of ${spec.name} does not render`, { cause });
  }
}

/** Outputs of the network that an earlier step of this run made; null where there was no such step. */
async function networkOutputs(context: StepContext): Promise<Record<string, string> | null> {
  const { run, step, target } = context;
  const steps = (await loadRun(run.id))?.steps ?? [];
  const network = steps.find((s) => s.index < step.index && s.subjectKind === 'network');
  if (!network?.stackId) return null;
  const { stackId } = network;
  return untilAnswered(context, () => readyOutputs(target, stackId), ['denied']);
}

/** The step has ended well, so an answer from before that is a stale one, and asked for again. */
async function readyOutputs(target: Target, stackId: string): Promise<Record<string, string>> {
  const stack = await findStack(target, stackId);
  if (stack && createOutcome(stack.status) === 'succeeded') return stack.outputs;
  throw new AppError('unexpected', `${stackId} is ${stack?.status ?? 'gone'} after it was made`);
}

async function request(
  context: StepContext,
  spec: Spec,
  templateBody: string | null,
): Promise<string> {
  const { step, target } = context;
  const { capabilities, tags } = stackFor(spec);
  const { stackName, clientToken } = step;
  if (templateBody === null) throw new AppError('unexpected', `${stackName} has no template yet`);
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

function refuseForeign(stack: StackRow, { step }: StepContext): void {
  const isOurs =
    stack.tags['sluice:kind'] === step.subjectKind &&
    stack.tags['sluice:name'] === step.subjectName;
  if (isOurs) return;
  throw new AppError('conflict', `${stack.stackName} is not Sluice's`, {
    detail: `The stack ${stack.stackName} does not carry the tags of ${step.subjectKind} ${step.subjectName}.`,
  });
}

function specOf(stored: unknown): Spec {
  const parsed = parseSpec(stored);
  if (parsed.ok) return parsed.spec;
  const [fault] = parsed.faults;
  throw new AppError(
    'unexpected',
    `the stored spec is not valid: ${fault?.path} ${fault?.message}`,
  );
}
