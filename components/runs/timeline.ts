import type { RunEvent } from '@/lib/runs/types';

/** One resource of one step: what CloudFormation said about it last, and between which moments it was at work. */
export type ResourceSpan = {
  logicalId: string;
  resourceType: string;
  state: 'running' | 'succeeded' | 'failed' | 'undone';
  /** CloudFormation's last status of it. */
  status: string;
  reason: string | null;
  startedAt: Date;
  endedAt: Date | null;
};

/** The events' own resources in the order in which CloudFormation began them; the stack itself is left out. */
export function resourceSpans(events: readonly RunEvent[]): ResourceSpan[] {
  const spans = new Map<string, ResourceSpan>();
  for (const event of [...events].sort(byTime)) {
    if (isStackItself(event)) continue;
    const known = spans.get(event.logicalId);
    const state = stateOf(event, known?.state);
    spans.set(event.logicalId, {
      logicalId: event.logicalId,
      resourceType: event.resourceType,
      state,
      status: event.status,
      reason: event.reason ?? (state === 'failed' ? (known?.reason ?? null) : null),
      startedAt: known?.startedAt ?? event.at,
      endedAt: event.status.endsWith('_IN_PROGRESS') ? (known?.endedAt ?? null) : event.at,
    });
  }
  return [...spans.values()];
}

export function isStackItself(event: Pick<RunEvent, 'resourceType' | 'logicalId' | 'stackName'>) {
  return event.resourceType === 'AWS::CloudFormation::Stack' && event.logicalId === event.stackName;
}

/** CloudFormation reports what it stopped beside a failure as failed too. */
const cancelled = /^Resource (creation|update|deletion) cancelled/i;

/** A resource that failed stays failed while the rollback takes it back: the cause must not scroll away. */
function stateOf(
  { status, reason }: Pick<RunEvent, 'status' | 'reason'>,
  before: ResourceSpan['state'] | undefined,
): ResourceSpan['state'] {
  if (status.endsWith('_FAILED')) return cancelled.test(reason ?? '') ? 'undone' : 'failed';
  if (before === 'failed') return 'failed';
  if (status === 'DELETE_IN_PROGRESS' || status === 'DELETE_COMPLETE') {
    if (before === 'succeeded' || before === 'undone') return 'undone';
    return status === 'DELETE_COMPLETE' ? 'succeeded' : 'running';
  }
  return status.endsWith('_COMPLETE') ? 'succeeded' : 'running';
}

function byTime(a: RunEvent, b: RunEvent): number {
  return a.at.getTime() - b.at.getTime() || a.id - b.id;
}

/** Where a span lies between two moments, as percentages of the whole, never thinner than can be seen. */
export function placed(
  span: Pick<ResourceSpan, 'startedAt' | 'endedAt'>,
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
