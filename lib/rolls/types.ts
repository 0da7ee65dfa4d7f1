import type { ErrorCode } from '../errors';
import type { Run, RunSubject } from '../runs/types';

/**
 * `planning` finds out what each stack's change would be, `planned` waits for a person, `rolling` executes one wave
 * after another, `stopping` lets what has begun come to its end and begins nothing. The other three are final.
 */
export type RollState =
  | 'planning'
  | 'planned'
  | 'rolling'
  | 'stopping'
  | 'succeeded'
  | 'failed'
  | 'stopped';

/** Why a member's run could not be begun: somebody else is at the stack, say. */
export type RollProblem = { code: ErrorCode; detail: string | null };

/**
 * How one network or proxy of a roll stands. `same` needs no change; `beginning` is to be executed, and CloudFormation
 * has not been asked yet; `left` was never begun and will not be: its plan failed, was dropped, or another run had the
 * stack.
 */
export type MemberState =
  | 'waiting'
  | 'planning'
  | 'planned'
  | 'same'
  | 'beginning'
  | 'changing'
  | 'succeeded'
  | 'failed'
  | 'left';

/** The stacks that a roll brings to this version. */
export type MemberKind = Exclude<RunSubject['kind'], 'bootstrap'>;

/** A stack that a roll would bring along. */
export type BehindStack = { kind: MemberKind; name: string; team: string; version: string };

export type RollMember = {
  index: number;
  /** From 1. */
  wave: number;
  kind: MemberKind;
  name: string;
  team: string;
  fromVersion: string;
  runId: string | null;
  problem: RollProblem | null;
  state: MemberState;
  run: Run | null;
};

export type Roll = {
  id: string;
  state: RollState;
  toVersion: string;
  members: RollMember[];
  requestedBy: string;
  requestedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  stoppedBy: string | null;
  endedAt: Date | null;
};
