import type { RunStep, StepAction } from './types';

/**
 * How long earlier steps and their resources took, in milliseconds, by what was done: `create proxy`,
 * `delete AWS::EC2::VPCEndpoint`; and how long steps waited for their turn after the one before: `turn update proxy`.
 */
export type PastLengths = Record<string, number[]>;

/**
 * What is left of a run, learnt from earlier ones: a range in milliseconds that half of them kept to, or that this one
 * has taken longer than nearly all of them. Null while too little is known to say anything.
 */
export type TimeLeft = { kind: 'range'; fromMs: number; toMs: number } | { kind: 'longer' } | null;

/** Fewer earlier steps than this say nothing. */
const pastMin = 5;

export function lengthKey(step: { action: StepAction; subject: { kind: string } }): string {
  return `${step.action} ${step.subject.kind}`;
}

/** Under which the waits of such steps are known; null for those that begin as soon as the one before has ended. */
export function turnKey(step: {
  action: StepAction;
  subject: { kind: string };
  index: number;
}): string | null {
  const mayQueue = step.action === 'update' && step.subject.kind === 'proxy';
  return mayQueue && step.index > 0 ? `turn ${lengthKey(step)}` : null;
}

/**
 * Of the step at work only those earlier ones count that took longer than it has by now; of those to come, all. The
 * quartiles of steps are added up, which makes the range of a run of several steps rather too wide than too narrow.
 */
export function timeLeft(
  steps: readonly Pick<RunStep, 'index' | 'action' | 'subject' | 'state' | 'startedAt'>[],
  past: PastLengths,
  now: Date,
): TimeLeft {
  const open = steps.filter(({ state }) => state === 'waiting' || state === 'running');
  if (open.length === 0) return null;
  let fromMs = 0;
  let toMs = 0;
  for (const step of open) {
    const isWaiting = step.state === 'waiting';
    const turn = isWaiting ? turnKey(step) : null;
    const parts = [
      ...(turn ? [lengthLeft(past[turn], null, now)] : []),
      lengthLeft(past[lengthKey(step)], isWaiting ? null : step.startedAt, now),
    ];
    for (const left of parts) {
      if (left?.kind !== 'range') return left;
      fromMs += left.fromMs;
      toMs += left.toMs;
    }
  }
  return { kind: 'range', fromMs, toMs };
}

/** What is left of one thing that began at `begunAt`, or is still to begin, by how long its like took. */
export function lengthLeft(
  lengths: readonly number[] = [],
  begunAt: Date | null,
  now: Date,
): TimeLeft {
  if (lengths.length < pastMin) return null;
  const elapsed = begunAt ? Math.max(0, now.getTime() - begunAt.getTime()) : 0;
  const longer = lengths.filter((ms) => ms > elapsed).sort((a, b) => a - b);
  if (longer.length < 2) return { kind: 'longer' };
  return {
    kind: 'range',
    fromMs: quantile(longer, 0.25) - elapsed,
    toMs: quantile(longer, 0.75) - elapsed,
  };
}

/** Of sorted values, between neighbours in proportion (Hyndman and Fan's type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** A length as one says it: to 5 seconds below 90, to whole minutes above. */
export function spokenLength(ms: number): { unit: 'seconds' | 'minutes'; count: number } {
  const seconds = ms / 1000;
  if (seconds < 90) return { unit: 'seconds', count: Math.max(5, Math.round(seconds / 5) * 5) };
  return { unit: 'minutes', count: Math.round(seconds / 60) };
}
