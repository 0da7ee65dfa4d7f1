import type { Rule } from './types';

/** CloudFormation's own refusals, and what others do to a stack meanwhile. */
export const stackRules: Rule[] = [
  {
    id: 'capability_missing',
    text: /Requires capabilities ?: ?\[(?<name>[\w, ]+)\]/i,
    steps: () => [{ kind: 'again' }],
  },
  {
    id: 'template_too_large',
    text: /'templateBody' failed to satisfy constraint: Member must have length less than or equal to (?<limit>\d+)/i,
    steps: () => [{ kind: 'again' }],
  },
  {
    id: 'properties_invalid',
    text: /Properties validation failed for resource (?<name>\w+)|Model validation failed/i,
    steps: () => [{ kind: 'again' }],
  },
  {
    id: 'template_invalid',
    text: /Template (?:format |validation )?error|Template validation|Unresolved resource dependenc|Circular dependency|Unrecognized resource types?|Invalid template/i,
    steps: () => [{ kind: 'again' }],
  },
  {
    id: 'stack_exists',
    text: /Stack \[(?<name>[\w-]+)\] already exists/i,
    steps: ({ subject }) => [
      { kind: 'fix', field: subject === 'network' ? 'networkName' : 'name' },
    ],
  },
  {
    id: 'stack_not_ours',
    text: /The stack (?<name>\S+) does not carry the tags of/,
    steps: ({ run, subject }) =>
      run === 'create'
        ? [{ kind: 'fix', field: subject === 'network' ? 'networkName' : 'name' }]
        : [{ kind: 'console', at: { page: 'stack' } }],
  },
  {
    id: 'termination_protected',
    text: /cannot be deleted while TerminationProtection is enabled/i,
    steps: () => [{ kind: 'switch_off_protection' }, { kind: 'retry' }],
  },
  {
    id: 'stack_busy',
    text: /(?:is in|while in status) (?<status>\w+_IN_PROGRESS)\b/,
    steps: () => [{ kind: 'retry', minutes: 5 }],
  },
  {
    id: 'stack_stuck',
    text: /is in (?<status>[A-Z_]+) state and can ?not be (?:updated|rolled back)/,
    steps: ({ run }) => [
      ...(run === 'update' ? [{ kind: 'continue_rollback' as const, skip: [] }] : []),
      { kind: 'delete_remains' },
    ],
  },
  {
    id: 'plan_void',
    text: /ChangeSet \[[^\]]+\] (?:does not exist|cannot be executed)|change set is not there|^\S+ · \S+ > \S+$|^The stack \S+ was changed outside Sluice/,
    steps: () => [{ kind: 'again' }],
  },
  {
    id: 'deleted_outside',
    text: /was deleted while it was being|the stack \S+ is gone|Stack with id \S+ does not exist|^DELETE_COMPLETE$/,
    only: ({ run }) => run !== 'delete',
    steps: () => [{ kind: 'again' }, { kind: 'retry' }],
  },
  {
    id: 'cancelled',
    text: /^User Initiated$|Resource update cancelled/i,
    only: ({ stackStatus }) => /ROLLBACK/.test(stackStatus ?? ''),
    steps: () => [{ kind: 'retry' }],
  },
  {
    id: 'timed_out',
    text: /exceeded the specified timeout|Exceeded attempts to wait/i,
    steps: () => [{ kind: 'retry' }],
  },
];
