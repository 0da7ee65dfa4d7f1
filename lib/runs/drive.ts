import 'server-only';
import { withRequestIds } from '../aws/call';
import { actualKey, fleetKey, forgetStack } from '../aws/fleet';
import { forget } from '../aws/remember';
import { forgetVpcFacts } from '../aws/vpc-facts';
import { AppError } from '../errors';
import { awaitsDecision, lostIn, plannedChanges } from './adopting';
import { firstCause } from './cause';
import type { RunContext, StepContext } from './context';
import { runImportStep } from './import-step';
import { runContinueStep, runProtectionStep } from './recovery-steps';
import { runCreateStep, runDeleteStep } from './steps';
import {
  beginRun,
  deferRun,
  endPlanning,
  endRun,
  endStep,
  keepRequests,
  loadRun,
  loadStepEvents,
  type StepRow,
  updateStep,
} from './store';
import { NotYetMyTurn, takeTurn } from './turns';
import type { RunFailure, StepAction } from './types';
import { dropPlan, planUpdateStep, runUpdateStep } from './update-step';
import type { Settled } from './watch';

/**
 * Drives a run from wherever it stands to its end. It may be cut off at any point and begun again by anyone: every
 * step finds out from the database and AWS what is done already.
 */
export async function driveRun(context: RunContext): Promise<void> {
  await beginRun(context.run.id);
  await context.reached('run_begun');
  const steps = (await loadRun(context.run.id))?.steps ?? [];
  try {
    await drivers[context.run.aim](context, steps);
  } catch (thrown) {
    if (!(thrown instanceof NotYetMyTurn)) throw thrown;
    await deferRun(context.run.id, thrown.waitMs);
  }
}

const drivers = { plan: drivePlanning, execute: driveExecution, discard: driveDiscard };

async function driveExecution(context: RunContext, steps: StepRow[]): Promise<void> {
  for (const step of steps) {
    if (step.state === 'succeeded' || step.state === 'skipped') continue;
    if (awaitsDecision(context.run, step)) return driveAdoption(context, step);
    const failure = await driveStep(context, step);
    if (failure) return endRun(context.run.id, 'failed', failure);
  }
  await endRun(context.run.id, 'succeeded', null);
}

/** Finds out what would change. A plan without a change leaves nothing to decide: the run is over. */
async function drivePlanning(context: RunContext, steps: StepRow[]): Promise<void> {
  let changes = 0;
  for (const step of steps) {
    const planned = await settle(context, step, planUpdateStep);
    if (planned.outcome === 'failed')
      return endRun(context.run.id, 'failed', stackFailure(step, planned));
    changes += (await plannedChanges(step)).length;
  }
  if (changes === 0) return endRun(context.run.id, 'discarded', null);
  await endPlanning(context.run.id);
}

/**
 * What exists stands in the stack, unchanged: now it is found out what making it a proxy's would change, for a person
 * to decide. A plan under which callers would need another URL or key is dropped.
 */
async function driveAdoption(context: RunContext, step: StepRow): Promise<void> {
  const { id } = context.run;
  const planned = await settle(context, step, planUpdateStep);
  if (planned.outcome === 'failed') return endRun(id, 'failed', stackFailure(step, planned));
  const lost = lostIn(await plannedChanges(step));
  if (lost.length === 0) return endPlanning(id);
  await dropPlan({ ...context, step: await kept(step) });
  const reason = `CloudFormation would replace ${lost.join(', ')}.`;
  await endRun(id, 'failed', stackFailure(step, { outcome: 'failed', reason, code: 'conflict' }));
}

async function driveDiscard(context: RunContext, steps: StepRow[]): Promise<void> {
  for (const step of steps.filter(({ state }) => state === 'waiting'))
    await dropPlan({ ...context, step });
  await endRun(context.run.id, 'discarded', null);
}

/** What pages remember is old from here on. */
function forgetAround({ target }: RunContext, step: StepRow): void {
  forget(target, fleetKey);
  if (step.stackId) forget(target, actualKey(step.stackId));
  if (step.subjectKind === 'network') forgetVpcFacts(target);
}

/** Null when the step succeeded. */
async function driveStep(context: RunContext, asked: StepRow): Promise<RunFailure | null> {
  // What its events tell of has begun, and needs no turn any more.
  const hasBegun = (await loadStepEvents(context.run.id, asked.index)).length > 0;
  // Whether an update needs one is said by its plan, which those that nobody has looked at have yet to get.
  const isPlanned = hasBegun || asked.action !== 'update' || asked.plan !== null;
  const planned = isPlanned ? null : await settle(context, asked, planUpdateStep);
  const step = planned ? await kept(asked) : asked;
  if (!hasBegun) await takeTurn(context.run.targetId, step);
  await context.reached('turn_taken');
  if (step.state === 'waiting')
    await updateStep(step, { state: 'running', startedAt: step.startedAt ?? new Date() });
  forgetAround(context, step);
  const settled =
    planned?.outcome === 'failed' ? planned : await settle(context, step, runners[step.action]);
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
  return cause ?? stackFailure(step, settled);
}

/** As it is written down by now. */
async function kept(step: StepRow): Promise<StepRow> {
  return (await loadRun(step.runId))?.steps[step.index] ?? step;
}

const runners: Record<StepAction, (context: StepContext) => Promise<Settled>> = {
  create: runCreateStep,
  import: runImportStep,
  update: runUpdateStep,
  delete: runDeleteStep,
  continue_rollback: runContinueStep,
  protect: runProtectionStep,
  unprotect: runProtectionStep,
};

async function settle(
  context: RunContext,
  step: StepRow,
  run: (context: StepContext) => Promise<Settled>,
): Promise<Settled> {
  try {
    return await withRequestIds(
      () => run({ ...context, step }),
      (ids) => keepRequests(step, ids),
    );
  } catch (thrown) {
    context.signal.throwIfAborted();
    // What is not AWS's answer, such as a lost database, is no verdict on the run: whoever claims it next goes on.
    if (!(thrown instanceof AppError)) throw thrown;
    return { outcome: 'failed', reason: refusal(thrown), code: thrown.code };
  }
}

/** AWS, or we, refused to begin: there is no event that tells. */
function refusal(error: AppError): string {
  return error.detail ?? error.message;
}

function stackFailure(step: StepRow, { reason, code }: Settled): RunFailure {
  return {
    stackName: step.stackName,
    logicalId: step.stackName,
    resourceType: 'AWS::CloudFormation::Stack',
    reason: reason ?? '',
    ...(code ? { code } : {}),
  };
}
