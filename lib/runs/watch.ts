import 'server-only';
import { readNewEvents, type StackEventRow } from '../aws/stack-events';
import { findStack, type StackRow } from '../aws/stacks';
import type { ErrorCode } from '../errors';
import {
  createOutcome,
  deleteOutcome,
  importOutcome,
  readStatus,
  rollbackOutcome,
  updateOutcome,
} from '../proxies/status';
import type { StepContext } from './context';
import { absencesBelieved, operationOf } from './look';
import { nextPollMs, pollMsWatched } from './pace';
import { untilAnswered } from './patience';
import { loadStepEvents, saveEvents } from './store';
import { takeBackWhereAsked } from './take-back';
import type { StepAction } from './types';

/** How a stack operation ended. `reason` is what the stack itself says, or with a `code` the call that was refused. */
export type Settled = {
  outcome: 'succeeded' | 'failed';
  reason: string | null;
  code?: ErrorCode;
};

/** Even without a hint in the events the stack is asked for its status every so many polls. */
const statusEveryPolls = 10;

/**
 * Watches one step's stack to its end: the only poller of that stack, however many watch the run. Events are kept
 * once each as they come; whether one was made or is gone DescribeStacks decides, and never an event.
 */
export async function watchStack(context: StepContext, stackId: string): Promise<Settled> {
  const kept = await loadStepEvents(context.run.id, context.step.index);
  const seen = new Set(kept.map(({ awsEventId }) => awsEventId));
  let end: End | null = kept.find(isEnd) ?? null;
  let idlePolls = 0;
  let absences = 0;
  let isTakenBack = false;
  for (let poll = 0; ; poll++) {
    if (!isTakenBack) isTakenBack = await takeBackWhereAsked(context, stackId);
    const fresh = await takeEvents(context, stackId, seen);
    end ??= fresh.find(isEnd) ?? null;
    idlePolls = fresh.length > 0 ? 0 : idlePolls + 1;
    if (poll % statusEveryPolls === 0 || absences > 0 || fresh.some(isStackSettled)) {
      const stack = await untilAnswered(context, () => findStack(context.target, stackId), [
        'denied',
      ]);
      absences = stack ? 0 : absences + 1;
      const settled = stack ? readSettled(context, stack, end) : gone(context, absences);
      if (settled) {
        await context.reached('stack_settled');
        if (!end) await takeLastEvents(context, stackId, seen);
        return settled;
      }
    }
    await pauseUntilDue(context, idlePolls);
  }
}

/** Waits until the stack is to be asked again; whoever begins to look on need not wait for the end of a long pause. */
async function pauseUntilDue(context: StepContext, idlePolls: number): Promise<void> {
  for (let waitedMs = 0; ; ) {
    const leftMs = nextPollMs(idlePolls, context.demand()) - waitedMs;
    if (leftMs <= 0) return;
    const sliceMs = Math.min(leftMs, pollMsWatched);
    await context.pause(sliceMs);
    waitedMs += sliceMs;
  }
}

/** The stack settles a moment before its last event can be read, and an answer without it may be an old one. */
async function takeLastEvents(
  context: StepContext,
  stackId: string,
  seen: Set<string>,
): Promise<void> {
  for (let looks = 0; looks < absencesBelieved; looks++) {
    if (looks > 0) await context.pause(nextPollMs(looks));
    if ((await takeEvents(context, stackId, seen)).some(isEnd)) return;
  }
}

async function takeEvents(
  context: StepContext,
  stackId: string,
  seen: Set<string>,
): Promise<StackEventRow[]> {
  const { run, step, target } = context;
  const operation = operationOf(step, stackId);
  const fresh = await untilAnswered(
    context,
    () => readNewEvents(target, operation, (id) => seen.has(id)).catch(noneWhenGone),
    ['denied'],
  );
  if (fresh.length === 0) return fresh;
  await context.reached('events_read');
  await saveEvents(
    run.id,
    fresh.map(({ clientToken: _token, isStack: _isStack, ...event }) => ({
      ...event,
      runId: run.id,
      stepIndex: step.index,
    })),
  );
  for (const event of fresh) seen.add(event.awsEventId);
  await context.reached('events_saved');
  return fresh;
}

function noneWhenGone(thrown: unknown): StackEventRow[] {
  if ((thrown as { code?: string }).code === 'not_found') return [];
  throw thrown;
}

type End = Pick<StackEventRow, 'status' | 'reason'>;

/**
 * The operation's own word that it is over. What ended before stands on the stack until this operation has begun: an
 * earlier attempt's DELETE_FAILED, or the state that an update finds. Only its own event tells them apart.
 */
function isEnd(
  event: End & Pick<StackEventRow, 'resourceType' | 'stackName' | 'logicalId'>,
): boolean {
  const { status, resourceType, stackName, logicalId } = event;
  return (
    resourceType === 'AWS::CloudFormation::Stack' &&
    logicalId === stackName &&
    readStatus(status).isSettled
  );
}

function isStackSettled(event: StackEventRow): boolean {
  return event.isStack && readStatus(event.status).isSettled;
}

/** What ends as its own event says: the stack was settled before it too, and may be on to something else by now. */
const ownOutcomes: Partial<Record<StepAction, (status: string) => string>> = {
  update: updateOutcome,
  import: importOutcome,
  continue_rollback: rollbackOutcome,
};

/**
 * Null while CloudFormation is at work, or has not begun; a deletion has failed when its own event says so too, since
 * DELETE_FAILED may be an earlier one's.
 */
function readSettled({ step }: StepContext, stack: StackRow, end: End | null): Settled | null {
  const ownOutcome = ownOutcomes[step.action];
  if (ownOutcome) return end && settledAs(ownOutcome(end.status), end);
  const said = { status: stack.status, reason: stack.statusReason };
  const outcome = (step.action === 'delete' ? deleteOutcome : createOutcome)(stack.status);
  const hasFailed = outcome === 'failed' && end?.status === stack.status;
  if (step.action === 'delete' && outcome === 'failed' && !hasFailed) return null;
  return settledAs(outcome, said);
}

function settledAs(outcome: string, { status, reason }: End): Settled | null {
  if (outcome === 'succeeded') return { outcome, reason: null };
  return outcome === 'failed' ? { outcome, reason: reason ?? status } : null;
}

const works: Partial<Record<StepAction, string>> = {
  create: 'created',
  continue_rollback: 'rolled back',
  import: 'imported',
};

/** A stack is described by its ARN for 90 days after its deletion: one "not there" may be a stale answer. */
function gone({ step }: StepContext, absences: number): Settled | null {
  if (absences < absencesBelieved) return null;
  if (step.action === 'delete') return { outcome: 'succeeded', reason: null };
  const work = works[step.action] ?? 'updated';
  return { outcome: 'failed', reason: `The stack was deleted while it was being ${work}` };
}
