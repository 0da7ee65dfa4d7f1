import 'server-only';
import { parseSpec, type Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { findStack, type StackRow } from '../aws/stacks';
import type { Target } from '../aws/targets';
import { AppError } from '../errors';
import { createOutcome } from '../proxies/status';
import type { StepContext } from './context';
import { untilAnswered } from './patience';
import { withNetworkIds } from './resolve';
import { loadRun, updateStep } from './store';

/** Fixes what will be sent, and keeps it, before anything is sent: a repetition sends the same bytes. */
export async function prepareStep(
  context: StepContext,
): Promise<{ spec: Spec; templateBody: string }> {
  const { step } = context;
  if (step.templateBody !== null)
    return { spec: specOf(step.spec), templateBody: step.templateBody };
  const spec = withNetworkIds(specOf(step.spec), await networkOutputs(context));
  const templateBody = render(spec);
  await updateStep(step, { spec, templateBody });
  return { spec, templateBody };
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
  const network = steps.find(
    (s) => s.index < step.index && s.subjectKind === 'network' && s.action === 'create',
  );
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

/** Throws `conflict` for a stack that is not this step's subject: it is never touched. */
export function refuseForeign(stack: StackRow, { step }: StepContext): void {
  const isOurs =
    stack.tags['sluice:kind'] === step.subjectKind &&
    stack.tags['sluice:name'] === step.subjectName;
  if (isOurs) return;
  throw new AppError('conflict', `${stack.stackName} is not Sluice's`, {
    detail: `The stack ${stack.stackName} does not carry the tags of ${step.subjectKind} ${step.subjectName}.`,
    reason: { id: 'foreignStack', stack: stack.stackName },
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
