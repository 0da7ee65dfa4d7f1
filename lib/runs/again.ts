import 'server-only';
import type { StackRow } from '../aws/stacks';
import type { Actor } from '../identity/types';
import { readStandingFleet } from '../proxies/fleet';
import { offersFor } from '../proxies/offers';
import { isEmptyRemains } from '../proxies/remains';
import { getRunForm } from './data';
import { isRepeatable } from './form';
import type { RunForm } from './form-link';
import { mayRetry } from './permission';
import type { Run, RunKind } from './types';

/** How what a run was asked for can be asked for once more, by one person, as things stand now. */
export type WaysAgain = {
  /** The form it came from; null where it is not theirs to use, or AWS would take no answer of it. */
  form: RunForm | null;
  /** By one press, the same to the letter. */
  isRepeatable: boolean;
};

const none: WaysAgain = { form: null, isRepeatable: false };

/**
 * Reads the run's form, and for a failed run how the stack that it failed at stands, as last known. Throws what reading
 * either throws.
 */
export async function waysAgain(actor: Actor, run: Run): Promise<WaysAgain> {
  if (!mayRetry(actor, run)) return none;
  const takesAgain = run.state !== 'failed' || takes(run.kind, await stackOf(run));
  // Another launch may have another name: its form serves also where what is left blocks this one.
  const form = takesAgain || run.kind === 'create' ? await getRunForm(run.id) : null;
  return { form, isRepeatable: takesAgain && isRepeatable(run) };
}

/** Where it is not known how a stack stands, asking tells. */
async function stackOf({ failure }: Run): Promise<StackRow | null | undefined> {
  const fleet = failure && (await readStandingFleet()).value;
  if (!fleet) return undefined;
  const all = [...fleet.proxies, ...fleet.networks];
  return all.find(({ facts }) => facts.stackName === failure.stackName)?.stack ?? null;
}

function takes(kind: RunKind, stack: StackRow | null | undefined): boolean {
  if (stack === undefined) return true;
  switch (kind) {
    case 'create':
      // What a launch clears away by itself is not in its way, see planFreeName.
      return stack === null || isEmptyRemains(stack) || stack.status === 'REVIEW_IN_PROGRESS';
    case 'update':
      return stack !== null && offersFor(stack.status, stack).has('edit');
    case 'delete':
      return stack !== null && offersFor(stack.status, stack).has('delete');
    default:
      return true;
  }
}
