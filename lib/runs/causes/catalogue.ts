import type { ErrorCode } from '../../errors';
import type { Run, RunEvent } from '../types';
import { anyServiceRules } from './any-service';
import { gatewayRules } from './gateway';
import type { CauseId } from './ids';
import { networkRules } from './network';
import { quotaRules } from './quotas';
import { rightsRules } from './rights';
import { stackRules } from './stacks';
import { stepsOfState } from './state-steps';
import type { CauseFacts, Explanation, FailureFacts, NextStep } from './types';

/** The first that matches decides: what is said by one service only, before what any may say. */
const rules = [
  ...networkRules,
  ...quotaRules,
  ...gatewayRules,
  ...rightsRules,
  ...stackRules,
  ...anyServiceRules,
];

/** What a refusal in unknown words is at least. */
const causeOfCode: Partial<Record<ErrorCode, CauseId>> = {
  limit: 'quota_other',
  throttled: 'throttled',
  denied: 'access_denied_unnamed',
  credentials: 'credentials_expired',
  unavailable: 'aws_failed',
};

/** What a failure is, in our terms, and what can be done about it. Never throws; `unknown` for what nobody wrote down. */
export function explain(failure: FailureFacts): Explanation {
  for (const rule of rules) {
    if (rule.only && !rule.only(failure)) continue;
    const match = rule.text.exec(failure.reason);
    if (!match) continue;
    const facts = factsOf(match);
    return { cause: rule.id, facts, nextSteps: merged(rule.steps(failure, facts), failure) };
  }
  const cause = (failure.code && causeOfCode[failure.code]) ?? 'unknown';
  const nextSteps = merged([{ kind: 'retry' }, { kind: 'again' }], failure);
  return { cause, facts: {}, nextSteps };
}

/** The facts of a failed run, from what is kept of it; null for a run without a named failure. */
export function failureFactsOf(run: Run, events: readonly RunEvent[]): FailureFacts | null {
  const { failure } = run;
  if (!failure) return null;
  const step =
    run.steps.find(
      ({ stackName, state }) => stackName === failure.stackName && state === 'failed',
    ) ?? run.steps.find(({ stackName }) => stackName === failure.stackName);
  const own = events.filter(
    ({ stepIndex, stackName }) =>
      stackName === failure.stackName && (!step || stepIndex === step.index),
  );
  return {
    ...failure,
    code: failure.code ?? null,
    run: run.kind,
    subject: step?.subject.kind ?? run.subject.kind,
    stackStatus: own.findLast(isStack)?.status ?? null,
    stuck: stuckOf(own),
    makesVpc: own.some(({ resourceType }) => resourceType === 'AWS::EC2::VPC'),
  };
}

type Own = Pick<RunEvent, 'resourceType' | 'logicalId' | 'stackName' | 'status'>;

function isStack({ resourceType, logicalId, stackName }: Own): boolean {
  return resourceType === 'AWS::CloudFormation::Stack' && logicalId === stackName;
}

/**
 * What failed since CloudFormation turned round or began to delete: only that may be skipped, or kept (API reference,
 * ContinueUpdateRollback ResourcesToSkip).
 */
function stuckOf(events: readonly Own[]): string[] {
  const last = new Map<string, string>();
  const turn = events.findLastIndex(
    (event) => isStack(event) && /(ROLLBACK|DELETE)_IN_PROGRESS$/.test(event.status),
  );
  for (const event of events.slice(turn + 1)) {
    if (isStack(event)) continue;
    last.delete(event.logicalId);
    last.set(event.logicalId, event.status);
  }
  return [...last].flatMap(([logicalId, status]) =>
    status.endsWith('_FAILED') ? [logicalId] : [],
  );
}

function factsOf({ groups }: RegExpExecArray): CauseFacts {
  return Object.fromEntries(
    Object.entries(groups ?? {}).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** The cause's own steps first, then those that the stack's state asks for; each kind once, the earlier one stays. */
function merged(own: NextStep[], failure: FailureFacts): NextStep[] {
  const steps: NextStep[] = [];
  // What keeps an API out of a stack is told where it is adopted, and may be gone by then.
  const always: NextStep[] = failure.run === 'import' ? [{ kind: 'retry' }, { kind: 'again' }] : [];
  for (const step of [...own, ...stepsOfState(failure), ...always])
    if (
      isOffered(step, failure) &&
      !steps.some((other) => other.kind === step.kind && step.kind !== 'console')
    )
      steps.push(step);
  return steps;
}

/** Nothing that AWS would not take in this state: resources are kept by a second deletion only, never by a first. */
function isOffered(step: NextStep, { run, stackStatus, subject }: FailureFacts): boolean {
  switch (step.kind) {
    case 'fix':
    case 'again':
      return ['create', 'update', 'import'].includes(run) && subject !== 'bootstrap';
    case 'delete_retaining':
    case 'force_delete':
      return stackStatus === 'DELETE_FAILED';
    case 'continue_rollback':
      return stackStatus === null || stackStatus === 'UPDATE_ROLLBACK_FAILED';
    case 'delete_remains':
      return run !== 'delete';
    default:
      return true;
  }
}
