import 'server-only';
import { fleetKey, forgetStack } from '../aws/fleet';
import { forget } from '../aws/remember';
import { forgetVpcFacts } from '../aws/vpc-facts';
import { AppError } from '../errors';
import { firstCause } from './cause';
import type { RunContext } from './context';
import { runCreateStep, runDeleteStep } from './steps';
import {
  beginRun,
  endRun,
  endStep,
  loadRun,
  loadStepEvents,
  type StepRow,
  updateStep,
} from './store';
import type { RunFailure } from './types';
import type { Settled } from './watch';

/**
 * Drives a run from wherever it stands to its end. It may be cut off at any point and begun again by anyone: every
 * step finds out from the database and AWS what is done already.
 */
export async function driveRun(context: RunContext): Promise<void> {
  await beginRun(context.run.id);
  await context.reached('run_begun');
  const steps = (await loadRun(context.run.id))?.steps ?? [];
  for (const step of steps) {
    if (step.state === 'succeeded' || step.state === 'skipped') continue;
    const failure = await driveStep(context, step);
    if (failure) return endRun(context.run.id, 'failed', failure);
  }
  await endRun(context.run.id, 'succeeded', null);
}

/** What pages remember is old from here on. */
function forgetAround({ target }: RunContext, step: StepRow): void {
  forget(target, fleetKey);
  if (step.subjectKind === 'network') forgetVpcFacts(target);
}

/** Null when the step succeeded. */
async function driveStep(context: RunContext, step: StepRow): Promise<RunFailure | null> {
  if (step.state === 'waiting')
    await updateStep(step, { state: 'running', startedAt: step.startedAt ?? new Date() });
  forgetAround(context, step);
  const settled = await settle(context, step);
  forgetAround(context, step);
  if (settled.outcome === 'succeeded') {
    await endStep(step, 'succeeded');
    if (step.action === 'delete' && step.stackId) await forgetStack(context.target, step.stackId);
    await context.reached('step_ended');
    return null;
  }
  const cause = firstCause(await loadStepEvents(context.run.id, step.index));
  await endStep(step, 'failed');
  await context.reached('step_ended');
  return cause ?? stackFailure(step, settled.reason);
}

async function settle(context: RunContext, step: StepRow): Promise<Settled> {
  try {
    const run = step.action === 'create' ? runCreateStep : runDeleteStep;
    return await run({ ...context, step });
  } catch (thrown) {
    context.signal.throwIfAborted();
    // What is not AWS's answer, such as a lost database, is no verdict on the run: whoever claims it next goes on.
    if (!(thrown instanceof AppError)) throw thrown;
    return { outcome: 'failed', reason: refusal(thrown) };
  }
}

/** AWS, or we, refused to begin: there is no event that tells. */
function refusal(error: AppError): string {
  return error.detail ?? error.message;
}

function stackFailure(step: StepRow, reason: string | null): RunFailure {
  return {
    stackName: step.stackName,
    logicalId: step.stackName,
    resourceType: 'AWS::CloudFormation::Stack',
    reason: reason ?? '',
  };
}
