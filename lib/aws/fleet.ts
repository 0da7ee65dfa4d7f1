import 'server-only';
import type { Known } from '../known';
import { remember } from './remember';
import { dropSnapshots } from './snapshots';
import { listOurStacks, readMetadata, readTemplate, type StackRow } from './stacks';
import type { Target } from './targets';

export const fleetKey = 'fleet';

/** Viewers share one look at the fleet for this long; what Sluice itself changes is seen at once. */
const fleetTtlMs = 5_000;
/** What belongs to one state of one stack never changes. */
const immutableMs = Number.POSITIVE_INFINITY;

/** Every stack of ours in the target, as CloudFormation last described it. */
export function readFleet(
  target: Target,
  options: { patienceMs?: number } = {},
): Promise<Known<StackRow[]>> {
  return remember(target, fleetKey, fleetTtlMs, () => listOurStacks(target), options);
}

/** The parsed Metadata of the stack's template, read once for each state of the stack. */
export function readStackMetadata(
  target: Target,
  stack: StackRow,
  firstPatienceMs: number,
): Promise<Known<unknown>> {
  return remember(
    target,
    `metadata/${versionOf(stack)}`,
    immutableMs,
    () => readMetadata(target, stack.stackId),
    { firstPatienceMs },
  );
}

/** The stack's template to the letter, read once for each state of the stack. */
export function readStackTemplate(target: Target, stack: StackRow): Promise<Known<string>> {
  return remember(target, `template/${versionOf(stack)}`, immutableMs, () =>
    readTemplate(target, stack.stackId),
  );
}

/** Drops what is kept of a stack that is gone. */
export async function forgetStack(target: Target, stackId: string): Promise<void> {
  await dropSnapshots(target.id, `metadata/${stackId}/`);
  await dropSnapshots(target.id, `template/${stackId}/`);
}

function versionOf({ stackId, updatedAt, createdAt }: StackRow): string {
  return `${stackId}/${(updatedAt ?? createdAt).getTime()}`;
}
