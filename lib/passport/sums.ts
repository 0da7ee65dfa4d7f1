import type { OutcomeCounts } from '../usage/outcome-groups';
import { outcomes, refusedOutcomes } from '../usage/outcomes';
import type { Passport } from './types';

/** How requests ended over the days that are known, in the order of the outcomes; those that did not occur left out. */
export function sumOutcomes(
  days: readonly (OutcomeCounts | null)[],
): Passport['refusals']['byOutcome'] {
  return outcomes.flatMap((outcome) => {
    const count = days.reduce((sum, day) => sum + (day?.[outcome] ?? 0), 0);
    return count > 0 ? [{ outcome, count, isRefusal: refusedOutcomes.includes(outcome) }] : [];
  });
}
