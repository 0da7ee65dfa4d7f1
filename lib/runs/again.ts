import 'server-only';
import type { Actor } from '../identity/types';
import { readStandingFleet } from '../proxies/fleet';
import { offersFor } from '../proxies/offers';
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

type Stack = { status: string; isProtected: boolean };

/** Where it is not known how a stack stands, asking tells. */
async function stackOf({ failure }: Run): Promise<Stack | null | undefined> {
  const fleet = (await readStandingFleet()).value;
  if (!failure || !fleet) return undefined;
  const all = [...fleet.proxies, ...fleet.networks];
  return all.find(({ facts }) => facts.stackName === failure.stackName)?.stack ?? null;
}

/** What a launch clears away by itself before it begins. */
const cleared: ReadonlySet<string> = new Set(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS']);

function takes(kind: RunKind, stack: Stack | null | undefined): boolean {
  if (stack === undefined) return true;
  switch (kind) {
    case 'create':
      return stack === null || cleared.has(stack.status);
    case 'update':
      return stack !== null && offersFor(stack.status, stack).has('edit');
    case 'delete':
      return stack !== null && offersFor(stack.status, stack).has('delete');
    default:
      return true;
  }
}
