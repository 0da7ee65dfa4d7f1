import 'server-only';
import { sleep } from '../aws/limiter';
import { readNewEvents, type StackEventRow } from '../aws/stack-events';
import { findStack, type StackRow } from '../aws/stacks';
import { createOutcome, deleteOutcome, readStatus } from '../proxies/status';
import type { StepContext } from './context';
import { nextPollMs } from './pace';
import { untilAnswered } from './patience';
import { loadStepEvents, saveEvents } from './store';

/** How a stack operation ended. `reason` is what the stack itself says. */
export type Settled = { outcome: 'succeeded' | 'failed'; reason: string | null };

/** Even without a hint in the events the stack is asked for its status every so many polls. */
const statusEveryPolls = 5;
/** So many answers in a row that there is no such stack are believed. */
const absencesBelieved = 2;

/**
 * Watches one step's stack to its end: the only poller of that stack, however many watch the run. Events are kept
 * once each as they come; DescribeStacks, never an event, decides that it is over.
 */
export async function watchStack(context: StepContext, stackId: string): Promise<Settled> {
  const kept = await loadStepEvents(context.run.id, context.step.index);
  const seen = new Set(kept.map(({ awsEventId }) => awsEventId));
  let hasFailed = kept.some(isFailedDelete);
  let idlePolls = 0;
  let absences = 0;
  for (let poll = 0; ; poll++) {
    const fresh = await takeEvents(context, stackId, seen);
    hasFailed ||= fresh.some(isFailedDelete);
    idlePolls = fresh.length > 0 ? 0 : idlePolls + 1;
    if (poll % statusEveryPolls === 0 || fresh.some(isStackSettled)) {
      const stack = await untilAnswered(context, () => findStack(context.target, stackId), [
        'denied',
      ]);
      absences = stack ? 0 : absences + 1;
      const settled = stack ? readSettled(context, stack, hasFailed) : gone(context, absences);
      if (settled) {
        await context.reached('stack_settled');
        // The stack settles a moment before its last event can be read.
        await takeEvents(context, stackId, seen);
        return settled;
      }
    }
    await sleep(nextPollMs(idlePolls), context.signal);
  }
}

async function takeEvents(
  context: StepContext,
  stackId: string,
  seen: Set<string>,
): Promise<StackEventRow[]> {
  const { run, step, target } = context;
  const operation = { stackId, clientToken: step.clientToken };
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

/** An earlier attempt's DELETE_FAILED stands until this one has begun: only its own event tells them apart. */
function isFailedDelete(
  event: Pick<StackEventRow, 'status' | 'resourceType' | 'stackName' | 'logicalId'>,
): boolean {
  const { status, resourceType, stackName, logicalId } = event;
  return (
    status === 'DELETE_FAILED' &&
    resourceType === 'AWS::CloudFormation::Stack' &&
    logicalId === stackName
  );
}

function isStackSettled(event: StackEventRow): boolean {
  return event.isStack && readStatus(event.status).isSettled;
}

/** Null while CloudFormation is at work, or has not begun. */
function readSettled(context: StepContext, stack: StackRow, hasFailed: boolean): Settled | null {
  const isDelete = context.step.action === 'delete';
  const outcome = isDelete ? deleteOutcome(stack.status) : createOutcome(stack.status);
  if (outcome === 'succeeded') return { outcome, reason: null };
  if (outcome !== 'failed' || (isDelete && !hasFailed)) return null;
  return { outcome, reason: stack.statusReason ?? stack.status };
}

/** A stack is described by its ARN for 90 days after its deletion: one "not there" may be a stale answer. */
function gone({ step }: StepContext, absences: number): Settled | null {
  if (absences < absencesBelieved) return null;
  if (step.action === 'delete') return { outcome: 'succeeded', reason: null };
  return { outcome: 'failed', reason: 'The stack was deleted while it was being created' };
}
