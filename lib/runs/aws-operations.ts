import type { RunAim, StepAction } from './types';

/** What a step asks of CloudFormation to change something, in the order in which it does. */
const operations: Record<StepAction, readonly string[]> = {
  create: ['CreateStack'],
  update: ['CreateChangeSet', 'ExecuteChangeSet'],
  import: ['CreateChangeSet', 'ExecuteChangeSet'],
  delete: ['DeleteStack'],
  continue_rollback: ['ContinueUpdateRollback'],
  protect: ['UpdateTerminationProtection'],
  unprotect: ['UpdateTerminationProtection'],
};

/** What a run will ask of AWS, as the audit says it; null where it asks for nothing. */
export function awsOperationsOf(actions: readonly StepAction[], aim: RunAim): string | null {
  const all = actions.flatMap((action) => {
    if (aim === 'discard') return ['DeleteChangeSet'];
    return aim === 'plan' ? ['CreateChangeSet'] : operations[action];
  });
  return [...new Set(all)].map((name) => `cloudformation:${name}`).join(', ') || null;
}
