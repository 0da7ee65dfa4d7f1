import type { ResourceToImport } from '@/templates/proxy/adoption';
import type { Spec } from '@/templates/spec';
import type { ResourceChange } from '../aws/change-sets';
import type { ErrorCode } from '../errors';
import type { Problem } from '../known';

/**
 * A `revert` puts a stack's resources back to what its template says, after somebody changed them outside. An `import`
 * takes what exists into a stack, and then makes that a stack as any other.
 */
export const runKinds = [
  'create',
  'update',
  'delete',
  'continue_rollback',
  'protect',
  'unprotect',
  'revert',
  'import',
] as const;

export type RunKind = (typeof runKinds)[number];

/** What is asked of the engine: to find out what would change, to do it, or to drop the plan. */
export type RunAim = 'plan' | 'execute' | 'discard';

/**
 * `planned` waits for a person; `succeeded`, `failed` and `discarded` are final. A failed run leaves its stack as
 * CloudFormation left it.
 */
export type RunState = 'queued' | 'running' | 'planned' | 'succeeded' | 'failed' | 'discarded';

export type StepState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped';

/** What a step asks of CloudFormation; a revert does it by updates. */
export type StepAction = Exclude<RunKind, 'revert'>;

/** What a person chose for a step that recovers a stack. */
export type StepOptions = {
  /** Of `continue_rollback`: logical ids of what is left as it is. */
  skip?: string[];
  /** Of `delete`: logical ids of what stays in the account. */
  retain?: string[];
  /** Of `import`: what is taken into the stack. */
  imports?: ResourceToImport[];
  /** Of `delete`: give up what refuses to go. */
  isForced?: boolean;
};

/** What a change set would do, as it was shown to whoever decided. Executing it does exactly this. */
export type StepPlan = {
  changeSetId: string;
  /** When the stack had last changed by then: a later change makes the plan void. */
  stackChangedAt: string;
  changes: ResourceChange[];
};

export type RunSubject = { kind: Spec['kind']; name: string };

/** One stack operation of a run. Steps run in order; a failed one skips the rest. */
export type RunStep = {
  index: number;
  subject: RunSubject;
  action: StepAction;
  stackName: string;
  /** The stack's ARN, known once CloudFormation has answered. */
  stackId: string | null;
  /** The token that every CloudFormation event of this step carries. */
  clientToken: string;
  /** Of an update, once CloudFormation has said what it would do. */
  plan: StepPlan | null;
  options: StepOptions | null;
  state: StepState;
  startedAt: Date | null;
  endedAt: Date | null;
};

/** The first real cause of a failure: never "Resource creation cancelled", never the rollback's own events. */
export type RunFailure = {
  stackName: string;
  logicalId: string;
  resourceType: string;
  /** AWS's own text. */
  reason: string;
  /** Our reading of the refusal, where a call was refused and no event tells; runs of before this have none. */
  code?: ErrorCode;
};

/** A run that has to wait for its turn: AWS grants an account what it does only every so often. */
export type QueuePlace = {
  /** First in line is 1. */
  position: number;
  /** At the earliest. */
  startsAt: Date;
};

export type Run = {
  id: string;
  kind: RunKind;
  subject: RunSubject;
  team: string;
  state: RunState;
  steps: RunStep[];
  failure: RunFailure | null;
  /** Where it stands in line; null where it need not wait for its turn. */
  place: QueuePlace | null;
  /** Why AWS cannot be asked at the moment, while a run waits for it; never the reason of a failure. */
  problem: Problem | null;
  /** Who had the plan executed or discarded; null where none was needed. */
  decidedBy: string | null;
  decidedAt: Date | null;
  /** Who asked for a running update to be taken back. It may have come too late. */
  cancelledBy: string | null;
  cancelledAt: Date | null;
  /** The person's e-mail address. */
  requestedBy: string;
  requestedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

/** One CloudFormation stack event, stored once. `id` rises in the order of arrival within the database. */
export type RunEvent = {
  id: number;
  stepIndex: number;
  awsEventId: string;
  at: Date;
  stackName: string;
  logicalId: string;
  physicalId: string | null;
  resourceType: string;
  /** CloudFormation's ResourceStatus, such as CREATE_IN_PROGRESS. */
  status: string;
  reason: string | null;
  /** CONFIGURATION_COMPLETE while what was made is being found consistent; AWS does not always say so. */
  detailedStatus: string | null;
};
