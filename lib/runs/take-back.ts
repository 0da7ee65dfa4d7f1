import 'server-only';
import { cancelUpdate } from '../aws/stack-recovery';
import { AppError } from '../errors';
import type { StepContext } from './context';
import { untilAnswered } from './patience';
import { loadRun, type StepRow, setProblem } from './store';

/** The token that the events of the rollback carry, told apart from those of the update. */
export function takeBackToken({ clientToken }: Pick<StepRow, 'clientToken'>): string {
  return `${clientToken}-cancel`;
}

/**
 * Hands on a person's request to take the step's update back; true once there was one. How it ends the stack's events
 * tell, as of any update: a request that comes too late, or was handed on before, is refused and harmless. A refusal
 * for another reason is shown, and the update goes on.
 */
export async function takeBackWhereAsked(context: StepContext, stackId: string): Promise<boolean> {
  const { run, step, target } = context;
  if (step.action !== 'update') return false;
  const asked = (await loadRun(run.id))?.run.cancelledAt;
  if (!asked) return false;
  try {
    const request = { stackId, clientToken: takeBackToken(step) };
    await untilAnswered(context, () => cancelUpdate(target, request));
    await context.reached('take_back_requested');
  } catch (refusal) {
    context.signal.throwIfAborted();
    if (!(refusal instanceof AppError)) throw refusal;
    if (refusal.code !== 'conflict')
      await setProblem(run.id, { code: refusal.code, detail: refusal.detail });
  }
  return true;
}
