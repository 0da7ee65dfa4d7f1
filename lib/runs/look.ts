import 'server-only';
import { toAppError } from '../aws/errors';
import { readNewEvents } from '../aws/stack-events';
import type { StepContext } from './context';
import { backOffMs } from './pace';
import { untilAnswered } from './patience';
import type { StepRow } from './store';

/** So many answers in a row that something is not there are believed: a single one may be stale. */
export const absencesBelieved = 3;
/** A right to read that is really missing does not come back by asking. */
const denialsBelieved = 5;

/** Looks for something until it is found, or AWS has said often enough that it is not there, or may not be seen. */
export async function lookClosely<T>(
  context: StepContext,
  look: () => Promise<T | null>,
): Promise<T | null> {
  let absences = 0;
  let denials = 0;
  for (let looks = 0; ; looks++) {
    if (looks > 0) await context.pause(backOffMs(looks - 1, 0.5));
    try {
      const found = await untilAnswered(context, look);
      if (found !== null) return found;
      absences += 1;
    } catch (thrown) {
      denials += 1;
      if (toAppError(thrown).code !== 'denied' || denials === denialsBelieved) throw thrown;
    }
    if (absences === absencesBelieved) return null;
  }
}

/**
 * Does what `ask` asks for, or finds it begun. A refusal tells of one attempt only: an earlier one whose answer got
 * lost may have begun it, and then the stack's events carry the step's token. `findStackId` says where they would be.
 */
export async function unlessBegun<T>(
  context: StepContext,
  ask: () => Promise<T>,
  findStackId: () => Promise<string | null>,
): Promise<T | string> {
  try {
    return await untilAnswered(context, ask);
  } catch (refusal) {
    context.signal.throwIfAborted();
    const begun = await lookClosely(context, () => findBegun(context, findStackId)).catch(
      () => null,
    );
    context.signal.throwIfAborted();
    if (begun === null) throw refusal;
    return begun;
  }
}

/** What tells the step's own events from those of other operations on the stack. */
export function operationOf({ action, clientToken }: StepRow, stackId: string) {
  const operation = { stackId, clientToken };
  if (action !== 'continue_rollback') return operation;
  return { ...operation, begins: 'UPDATE_ROLLBACK_IN_PROGRESS' };
}

async function findBegun(
  { target, step }: StepContext,
  findStackId: () => Promise<string | null>,
): Promise<string | null> {
  const stackId = await findStackId();
  if (stackId === null) return null;
  const operation = operationOf(step, stackId);
  const events = await readNewEvents(target, operation, () => false);
  return events.length > 0 ? stackId : null;
}
