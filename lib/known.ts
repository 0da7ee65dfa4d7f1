import type { ErrorCode } from './errors';

/** Why a fact could not be refreshed: the code, and AWS's own words where they help. */
export type Problem = { code: ErrorCode; detail: string | null };

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
