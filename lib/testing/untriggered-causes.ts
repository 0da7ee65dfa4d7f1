import type { CauseId } from '../runs/causes/ids';

/** Causes that nothing done to an account brings about here, and why: they are known by their words only. */
export const untriggered: Partial<Record<CauseId, string>> = {
  cidr_invalid: 'the schema refuses every block that EC2 would',
  quota_concurrency: 'the probe reserves no concurrency',
  quota_interfaces:
    'the local AWS has no quota of network interfaces: no source for how CloudFormation says it',
  key_value_taken: 'API Gateway makes the values of our keys',
  concurrent_change:
    'the local AWS changes one thing at a time: no source for when API Gateway does not',
  access_denied_unnamed: 'the local AWS always says what it denies',
  timed_out: 'stacks are made without a timeout',
  not_stabilized: 'what the local AWS makes is ready at once',
  unknown: 'what nobody wrote down',
};
