/** Something moved: look again soon, so that a viewer sees what is next within a second. */
export const pollMsMin = 500;
/** A VPC endpoint takes minutes without a word; nobody needs to ask more often than this. */
export const pollMsMax = 5_000;

/** Milliseconds until a stack is asked for its events again, after `idlePolls` answers in a row without news. */
export function nextPollMs(idlePolls: number): number {
  return Math.min(pollMsMax, Math.round(pollMsMin * 1.4 ** Math.max(0, idlePolls - 1)));
}

/**
 * Milliseconds until a call that AWS could not answer is repeated: doubling from half a second to 10 s, spread by
 * `random` (0 to 1) so that runs do not return together.
 */
export function backOffMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(10_000, 500 * 2 ** attempt);
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random);
}
