import type { Told } from './types';

/** GetUsage can be so far behind (aws-facts B2). */
export const usageLagMs = 40 * 60_000;

/**
 * Nothing is sent so shortly before the period ends: a call may wait a minute for its budget, and what arrives after
 * the end would change the next period.
 */
export const closingMs = 120_000;

/** An extension that AWS took earlier in the same period, for the same key. */
export type Earlier = { before: Told & { limit: number }; amount: number; grantedAt: Date };

/**
 * What is left, as the base of a new `remaining`. UpdateUsage sets an absolute number, so a GetUsage that does not
 * show an earlier extension yet would have the new one take that back: for as long as it may lag, the earlier one is
 * added from our own record.
 */
export function leftNow(
  told: Told,
  earlier: readonly Earlier[],
  { limit, now }: { limit: number; now: Date },
): number {
  const recent = earlier.filter(
    ({ grantedAt }) => now.getTime() - grantedAt.getTime() < usageLagMs,
  );
  const totals = recent.map(
    ({ before, amount }) => before.used + before.left + amount + limit - before.limit,
  );
  return Math.max(told.left, ...totals.map((total) => total - told.used));
}

/** What became of a call whose answer is not known. */
export type Outcome =
  | { kind: 'granted' }
  /** Not there: send again, `remaining` less by what was used meanwhile. Were it there after all, this adds nothing. */
  | { kind: 'again'; remaining: number }
  /** Somebody else has changed it too: nothing can be told, and nothing is sent. */
  | { kind: 'unclear' };

/**
 * Whether an extension arrived, by what GetUsage told before and tells now. Calls move from left to used and change
 * no sum; what is granted, and a changed limit, do. A GetUsage that lags hides both, never one of them.
 */
export function outcomeOf(
  sent: { before: Told & { limit: number }; amount: number; remaining: number },
  told: Told,
  limit: number,
): Outcome {
  const { before, amount, remaining } = sent;
  const sum = before.used + before.left + limit - before.limit;
  const now = told.used + told.left;
  if (now >= sum + amount) return { kind: 'granted' };
  // A spent key may have been let through a few calls more: quotas are best effort, and left is never below nought.
  const isAsBefore = now === sum || (told.left === 0 && now > sum);
  if (!isAsBefore) return { kind: 'unclear' };
  const usedMeanwhile = Math.max(0, told.used - before.used);
  return { kind: 'again', remaining: Math.max(0, remaining - usedMeanwhile) };
}

/** Whether GetUsage shows what AWS has taken. */
export function isShown(sent: { before: Told; amount: number }, told: Told): boolean {
  return told.used + told.left >= sent.before.used + sent.before.left + sent.amount;
}
