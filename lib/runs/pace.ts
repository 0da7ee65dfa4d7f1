/** Something moved: look again soon, so that a viewer sees what is next within a second. */
export const pollMsMin = 500;
/** While somebody looks on, news are never older than this for want of asking. */
export const pollMsWatched = 1_000;
/** A VPC endpoint takes minutes without a word; nobody needs to ask more often than this when nobody looks on. */
export const pollMsMax = 5_000;

/** Of a process's calls to CloudFormation so many a second go into watching stacks; one look takes little over one. */
const looksPerSecond = 20;

/** Who looks on at a run, and how many stacks are being watched at once. */
export type Demand = { isWatched: boolean; stacks: number };

/**
 * Milliseconds until a stack is asked for its events again, after `idlePolls` answers in a row without news: slower
 * the longer nothing happens, and the more stacks there are to ask within the budget.
 */
export function nextPollMs(
  idlePolls: number,
  { isWatched, stacks }: Demand = { isWatched: true, stacks: 1 },
): number {
  const slowing = Math.round(pollMsMin * 1.4 ** Math.max(0, idlePolls - 1));
  const wanted = Math.min(isWatched ? pollMsWatched : pollMsMax, slowing);
  return Math.max(wanted, Math.ceil((stacks * 1000) / looksPerSecond));
}

/**
 * Milliseconds until a call that AWS could not answer is repeated: doubling from half a second to 10 s, spread by
 * `random` (0 to 1) so that runs do not return together.
 */
export function backOffMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(10_000, 500 * 2 ** attempt);
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random);
}
