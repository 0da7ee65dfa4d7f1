import 'server-only';
import type { Known } from '../known';
import { recall, recallNewest, remember } from './remember';
import { dropSnapshots } from './snapshots';
import {
  listOurStacks,
  readMetadata,
  readPhysicalIds,
  readTemplate,
  type StackRow,
} from './stacks';
import type { Target } from './targets';

export const fleetKey = 'fleet';

/** What API Gateway says that a proxy is, by its stack. */
export function actualKey(stackId: string): string {
  return `actual/${stackId}`;
}

/** What was said of a proxy's path while it was last probed, by its stack. */
export function pathKey(stackId: string): string {
  return `path/${stackId}`;
}

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

/** The same as any process of ours knows it by now; nobody asks AWS for it. */
export function recallFleet(target: Target): Promise<Known<StackRow[]>> {
  return recallNewest(target, fleetKey);
}

/** The parsed Metadata of the stack's template, read once for each state of the stack. */
export function readStackMetadata(
  target: Target,
  stack: StackRow,
  firstPatienceMs: number,
): Promise<Known<unknown>> {
  return remember(
    target,
    `metadata/${stateOf(stack)}`,
    immutableMs,
    () => readMetadata(target, stack.stackId),
    { firstPatienceMs },
  );
}

/** The stack's template to the letter, read once for each state of the stack. */
export function readStackTemplate(target: Target, stack: StackRow): Promise<Known<string>> {
  return remember(target, `template/${stateOf(stack)}`, immutableMs, () =>
    readTemplate(target, stack.stackId),
  );
}

/** The template where it has been read already; nobody asks AWS for it. */
export function recallStackTemplate(target: Target, stack: StackRow): Promise<Known<string>> {
  return recall(target, `template/${stateOf(stack)}`);
}

/** What the template's logical ids stand for, read once for each state of the stack. */
export function readStackIds(
  target: Target,
  stack: StackRow,
): Promise<Known<Record<string, string>>> {
  return remember(target, `ids/${stateOf(stack)}`, immutableMs, () =>
    readPhysicalIds(target, stack.stackId),
  );
}

/** Drops what is kept of a stack that is gone. */
export async function forgetStack(target: Target, stackId: string): Promise<void> {
  await dropSnapshots(target.id, `metadata/${stackId}/`);
  await dropSnapshots(target.id, `template/${stackId}/`);
  await dropSnapshots(target.id, `ids/${stackId}/`);
  await dropSnapshots(target.id, actualKey(stackId));
  await dropSnapshots(target.id, pathKey(stackId));
}

/**
 * Names one state of one stack: what belongs to it never changes. What was asked for until an update was rolled back
 * was the update's; the time of the last update stays the same.
 */
export function stateOf({ stackId, status, updatedAt, createdAt }: StackRow): string {
  const state = `${stackId}/${(updatedAt ?? createdAt).getTime()}`;
  return status.startsWith('UPDATE_ROLLBACK_COMPLETE') ? `${state}/rolled-back` : state;
}
