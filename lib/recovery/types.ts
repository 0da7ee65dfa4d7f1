import type { StackVerb } from '../proxies/offers';
import type { RunSubject } from '../runs/types';

/** One resource of a stack that got stuck, to be told apart by a person. */
export type StuckResource = {
  logicalId: string;
  physicalId: string | null;
  resourceType: string;
  /** It is what refused; the others wait for it. */
  isCause: boolean;
  /** AWS's own text. */
  reason: string | null;
};

/** What one person can have done about one stack, as it stands. */
export type Recovery = {
  subject: { kind: Exclude<RunSubject['kind'], 'bootstrap'>; name: string };
  stackName: string;
  /** CloudFormation's StackStatus. */
  status: string;
  isProtected: boolean;
  /** What AWS would accept, and this person may ask for. */
  verbs: StackVerb[];
  /** What a rollback may skip, or a deletion keep; null where it cannot be read. */
  resources: StuckResource[] | null;
};
