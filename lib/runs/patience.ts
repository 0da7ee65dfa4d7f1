import 'server-only';
import { toAppError } from '../aws/errors';
import type { AppError, ErrorCode } from '../errors';
import type { RunContext } from './context';
import { backOffMs } from './pace';
import { setProblem } from './store';

/** What passes by itself or by somebody's hand elsewhere: never the run's fault. */
const passing: ReadonlySet<ErrorCode> = new Set(['throttled', 'unavailable', 'credentials']);

/** A bug or an answer we do not understand is repeated as often as this before it fails the run. */
const unexpectedMax = 8;

/**
 * Calls AWS until it answers. What passes is repeated with back-off for as long as it takes, and shown on the run
 * meanwhile; `alsoPassing` adds codes that are no fault of this call. Everything else is thrown as AppError.
 */
export async function untilAnswered<T>(
  context: Pick<RunContext, 'run' | 'signal' | 'pause'>,
  ask: () => Promise<T>,
  alsoPassing: readonly ErrorCode[] = [],
): Promise<T> {
  let shown: string | null = null;
  for (let attempt = 0; ; attempt++) {
    context.signal.throwIfAborted();
    try {
      const answer = await ask();
      if (shown !== null) await setProblem(context.run.id, null);
      return answer;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!isPassing(error, attempt, alsoPassing)) throw error;
      // The first hiccup is not news.
      if (attempt > 0 && shown !== error.code) {
        shown = error.code;
        await setProblem(context.run.id, { code: error.code, detail: error.detail });
      }
    }
    await context.pause(backOffMs(attempt, Math.random()));
  }
}

function isPassing(error: AppError, attempt: number, also: readonly ErrorCode[]): boolean {
  if (passing.has(error.code) || also.includes(error.code)) return true;
  return error.code === 'unexpected' && attempt < unexpectedMax;
}
