import type { ErrorCode } from './errors';

/**
 * Why a fact could not be refreshed: the code, and AWS's own words where they help. `isSlow` where nothing failed: the
 * answer only did not come in the time that one waits for it.
 */
export type Problem = { code: ErrorCode; detail: string | null; isSlow?: true | undefined };

/** The words of `errors` under which a problem is told. */
export function problemWords({ code, isSlow }: Problem) {
  return isSlow ? 'slow' : (`code.${code}` as const);
}

/**
 * A fact about the world with its age. A failed refresh keeps the last known value and says why it is old;
 * `value` is null only when nothing was ever known. A page never shows a number without `asOf`.
 */
export type Known<T> =
  | { value: T; asOf: Date; problem: Problem | null }
  | { value: null; asOf: null; problem: Problem };

/** The age of what several answers say together; null without any. */
export function oldest(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((found, each) => (found && found < each ? found : each), null);
}
