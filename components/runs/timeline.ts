import type { RunEvent } from '@/lib/runs/types';

/**
 * `waiting` has no event yet; `running` is being worked on; `made` exists and is being found consistent; `succeeded`
 * is what was asked of it and stays so; `undone` was taken back.
 */
export type ResourceState = 'waiting' | 'running' | 'made' | 'succeeded' | 'failed' | 'undone';

/** One resource of one step: what CloudFormation said about it last, and between which moments it was at work. */
export type ResourceSpan = {
  logicalId: string;
  resourceType: string;
  state: ResourceState;
  /** CloudFormation's last status of it; empty before the first. */
  status: string;
  reason: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
};

export type KnownResource = { logicalId: string; resourceType: string };

/**
 * The events' own resources in the order in which CloudFormation began them, then those that are known to come; the
 * stack itself is left out.
 */
export function resourceSpans(
  events: readonly RunEvent[],
  known: readonly KnownResource[] = [],
): ResourceSpan[] {
  const spans = new Map<string, ResourceSpan>();
  for (const event of [...events].sort(byTime)) {
    if (isStackItself(event)) continue;
    const before = spans.get(event.logicalId);
    const state = stateOf(event, before?.state);
    spans.set(event.logicalId, {
      logicalId: event.logicalId,
      resourceType: event.resourceType,
      state,
      status: event.status,
      reason: event.reason ?? (state === 'failed' ? (before?.reason ?? null) : null),
      startedAt: before?.startedAt ?? event.at,
      endedAt: event.status.endsWith('_IN_PROGRESS') ? (before?.endedAt ?? null) : event.at,
    });
  }
  const waiting = known.filter(({ logicalId }) => !spans.has(logicalId)).map(waitingSpan);
  return [...spans.values(), ...waiting];
}

function waitingSpan(resource: KnownResource): ResourceSpan {
  const nothingYet = { status: '', reason: null, startedAt: null, endedAt: null };
  return { ...resource, state: 'waiting', ...nothingYet };
}

export function isStackItself(event: Pick<RunEvent, 'resourceType' | 'logicalId' | 'stackName'>) {
  return event.resourceType === 'AWS::CloudFormation::Stack' && event.logicalId === event.stackName;
}

/** CloudFormation reports what it stopped beside a failure as failed too. */
const cancelled = /^Resource (creation|update|deletion) cancelled/i;

/** A resource that failed stays failed while the rollback takes it back: the cause must not scroll away. */
function stateOf(event: RunEvent, before: ResourceState | undefined): ResourceState {
  const { status, reason } = event;
  if (status.endsWith('_FAILED')) return cancelled.test(reason ?? '') ? 'undone' : 'failed';
  if (before === 'failed') return 'failed';
  if (status === 'DELETE_IN_PROGRESS' || status === 'DELETE_COMPLETE') {
    if (before && before !== 'running') return 'undone';
    return status === 'DELETE_COMPLETE' ? 'succeeded' : 'running';
  }
  if (status.endsWith('_COMPLETE')) return 'succeeded';
  return isMade(event) ? 'made' : 'running';
}

/**
 * CloudFormation says that a resource is configured (which it does not promise to), or has its id from the service
 * that made it: the rest is waiting for it to become what it is to be. An updated one had its id before.
 */
function isMade({ status, detailedStatus, physicalId }: RunEvent): boolean {
  if (detailedStatus === 'CONFIGURATION_COMPLETE') return true;
  return status === 'CREATE_IN_PROGRESS' && physicalId !== null;
}

function byTime(a: RunEvent, b: RunEvent): number {
  return a.at.getTime() - b.at.getTime() || a.id - b.id;
}

/** Where a span lies between two moments, as percentages of the whole, never thinner than can be seen. */
export function placed(
  span: { startedAt: Date; endedAt: Date | null },
  from: Date,
  to: Date,
): { left: number; width: number } {
  const whole = Math.max(1, to.getTime() - from.getTime());
  const start = clamp((span.startedAt.getTime() - from.getTime()) / whole);
  const end = clamp(((span.endedAt ?? to).getTime() - from.getTime()) / whole);
  const width = Math.max(end - start, 0.006);
  return { left: Math.min(start, 1 - width) * 100, width: width * 100 };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
