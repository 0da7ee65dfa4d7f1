import type { ErrorCode } from '../../errors';
import type { RunKind, RunSubject } from '../types';
import type { CauseId } from './ids';

/** All that the catalogue looks at. Everything in it is kept with the run: no call is made to explain a failure. */
export type FailureFacts = {
  /** AWS's own text. */
  reason: string;
  logicalId: string;
  resourceType: string;
  stackName: string;
  /** Our reading of the exception, where a call was refused; null for what CloudFormation's events tell. */
  code: ErrorCode | null;
  run: RunKind;
  /** Whose stack it is. */
  subject: RunSubject['kind'];
  /** What the stack itself said last; null where nothing of it was ever begun. */
  stackStatus: string | null;
  /** Logical ids of what could not be taken back or deleted, in the order in which they failed. */
  stuck: string[];
  /** True where the stack makes its VPC, so that zones and CIDR are its own; false for an adopted one. */
  makesVpc: boolean;
};

/** What the text names, by name; a message of the cause may use any of it. */
export type CauseFacts = Partial<Record<FactName, string>>;

export const factNames = [
  'action',
  'cidr',
  'id',
  'kind',
  'limit',
  'name',
  'policy',
  'principal',
  'resource',
  'service',
  'status',
  'zones',
] as const;

export type FactName = (typeof factNames)[number];

/** A field of the create forms or of the edit form, by the name under which a link fills it. */
export type FormField =
  | 'vpcId'
  | 'subnetIds'
  | 'azs'
  | 'cidr'
  | 'networkName'
  | 'name'
  | 'networkChoice';

/** A page of AWS's console, where something has to be seen to that is not Sluice's. */
export type ConsolePage =
  | { page: 'endpoints'; vpcId: string | null }
  | { page: 'interfaces'; search: string }
  | { page: 'vpc'; vpcId: string }
  | { page: 'gateway_settings' }
  | { page: 'role'; name: string }
  | { page: 'stack' }
  | { page: 'health' };

/** What the states of a stack that is stuck ask for; `skip` and `retain` are logical ids. */
export type RecoveryStep =
  | { kind: 'continue_rollback'; skip: string[] }
  | { kind: 'delete_retaining'; retain: string[] }
  | { kind: 'force_delete' }
  | { kind: 'switch_off_protection' };

/** Something a person can do now, the most helpful first. */
export type NextStep =
  /** Open the form, filled as it was, at the field that AWS did not take. */
  | { kind: 'fix'; field: FormField }
  /** Open the form, filled as it was. */
  | { kind: 'again' }
  /** The same request as a new run; with `minutes` not before so long. */
  | { kind: 'retry'; minutes?: number }
  /** Ask for a higher quota; without a code, the list of the service's quotas. */
  | { kind: 'raise_quota'; service: string; code: string | null }
  /** The IAM statement that is missing, to be given to whoever may add it. */
  | { kind: 'grant'; action: string; resource: string }
  | { kind: 'console'; at: ConsolePage }
  /** What the pages offer for a stack that stands in the way. */
  | { kind: 'delete_remains' }
  | RecoveryStep;

/** A failure in terms of the catalogue; `unknown` where AWS's words have to speak for themselves. */
export type Explanation = { cause: CauseId; facts: CauseFacts; nextSteps: NextStep[] };

/** One entry of the catalogue. The first that matches decides. */
export type Rule = {
  id: CauseId;
  /** A stable phrase of AWS's text, never a whole sentence; its named groups become facts. */
  text: RegExp;
  /** Narrows a phrase that AWS uses for several things. */
  only?: (failure: FailureFacts) => boolean;
  steps: (failure: FailureFacts, facts: CauseFacts) => NextStep[];
};
