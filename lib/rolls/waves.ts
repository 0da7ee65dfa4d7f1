import type { MemberKind, MemberState, RollMember, RollProblem, RollState } from './types';

/** One first, then five, then the rest: what is wrong with a template shows on few. */
const waveSizes = [1, 5] as const;

/** A proxy imports nothing new from a network that is not there yet. */
const kindsInOrder = ['network', 'proxy'] as const satisfies MemberKind[];

/** Members in the order in which they are changed, each with its wave, from 1; no wave holds both kinds. */
export function inWaves<M extends { kind: MemberKind }>(
  members: readonly M[],
): (M & { wave: number })[] {
  let before = 0;
  return kindsInOrder.flatMap((kind) => {
    const ofKind = members
      .filter((member) => member.kind === kind)
      .map((member, index) => ({ ...member, wave: before + waveOf(index) }));
    before = ofKind.at(-1)?.wave ?? before;
    return ofKind;
  });
}

/** The wave, from 1, of the member at that place of its kind. */
function waveOf(index: number): number {
  let before = 0;
  for (const [wave, size] of waveSizes.entries()) {
    before += size;
    if (index < before) return wave + 1;
  }
  return waveSizes.length + 1;
}

/** What of a member's run decides how the member stands. */
export type MemberRun = {
  state: 'queued' | 'running' | 'planned' | 'succeeded' | 'failed' | 'discarded';
  aim: 'plan' | 'execute' | 'discard';
  decidedBy: string | null;
  /** Whether one of its steps has, so that CloudFormation may be at work. */
  hasBegun: boolean;
} | null;

export function memberState(run: MemberRun, problem: RollProblem | null): MemberState {
  if (!run) return problem ? 'left' : 'waiting';
  if (problem && run.state !== 'succeeded') return 'failed';
  switch (run.state) {
    case 'planned':
      return 'planned';
    case 'succeeded':
      return 'succeeded';
    case 'failed':
      return run.aim === 'execute' ? 'failed' : 'left';
    case 'discarded':
      return run.decidedBy === null ? 'same' : 'left';
    default:
      if (run.aim === 'execute') return run.hasBegun ? 'changing' : 'beginning';
      return run.aim === 'plan' ? 'planning' : 'left';
  }
}

/** What is to be done next about a roll. */
export type Move =
  | { kind: 'wait' }
  | { kind: 'plan'; members: number[] }
  | { kind: 'execute'; members: number[] }
  /** What was to be executed, and has not begun, is taken back. */
  | { kind: 'withdraw'; members: number[] }
  /** `drop` are plans that nobody will execute any more. */
  | { kind: 'settle'; state: RollState; drop: number[] };

/** Under way at once, so that people's own runs are not kept waiting behind a fleet's. */
const planningMax = 4;
const beginningMax = 6;

/** Decides from what is written alone, so that whoever goes on after a restart decides the same. Pure. */
export function nextMove(
  state: RollState,
  members: readonly Pick<RollMember, 'index' | 'wave' | 'state'>[],
): Move {
  const indexes = (...states: MemberState[]) =>
    members.filter((one) => states.includes(one.state)).map(({ index }) => index);
  const [planned, beginning] = [indexes('planned'), indexes('beginning')];
  const isChanging = indexes('changing').length > 0;
  if (state === 'planning') {
    const free = planningMax - indexes('planning').length;
    const waiting = indexes('waiting');
    if (waiting.length > 0)
      return free > 0 ? { kind: 'plan', members: waiting.slice(0, free) } : { kind: 'wait' };
    if (indexes('planning').length > 0) return { kind: 'wait' };
    return { kind: 'settle', state: planned.length > 0 ? 'planned' : 'succeeded', drop: [] };
  }
  if (state === 'stopping') {
    // What is being planned is dropped when its plan is there; what is being changed comes to its end.
    if (beginning.length > 0) return { kind: 'withdraw', members: beginning };
    if (isChanging || indexes('planning').length > 0) return { kind: 'wait' };
    return { kind: 'settle', state: 'stopped', drop: planned };
  }
  if (state !== 'rolling') return { kind: 'wait' };
  if (indexes('failed').length > 0) {
    if (beginning.length > 0) return { kind: 'withdraw', members: beginning };
    if (isChanging) return { kind: 'wait' };
    return { kind: 'settle', state: 'failed', drop: [...planned, ...indexes('failed')] };
  }
  const underWay = indexes('beginning', 'changing');
  const open = members.filter((one) => one.state === 'planned' || underWay.includes(one.index));
  if (open.length === 0) return { kind: 'settle', state: 'succeeded', drop: [] };
  const wave = Math.min(...open.map((one) => one.wave));
  const ready = open
    .filter((one) => one.wave === wave && one.state === 'planned')
    .slice(0, Math.max(0, beginningMax - underWay.length));
  if (ready.length === 0) return { kind: 'wait' };
  return { kind: 'execute', members: ready.map(({ index }) => index) };
}
