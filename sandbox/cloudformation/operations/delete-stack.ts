import type { QueryOperation } from '../../wire/query';
import { oneOf } from '../request';
import { checkDeletable, reuseToken } from '../status';
import { validationError } from '../template/document';
import type { StackRecord } from '../types';
import { markStack, newOperation } from './create-stack';

const deletionModes = ['STANDARD', 'FORCE_DELETE_STACK'] as const;

/** Starts a deletion; of a stack that does not exist it succeeds without doing anything, as on AWS. */
export const deleteStack: QueryOperation = async (context, form, { accessKeyId }) => {
  const stack = context.cloudformation.find(form.get('StackName') ?? '');
  if (!stack || stack.status === 'DELETE_COMPLETE') return undefined;
  const token = form.get('ClientRequestToken') ?? null;
  if (reuseToken(stack, token, 'DeleteStack') === 'repeated') return undefined;
  const retain = form.strings('RetainResources');
  const mode = oneOf(form, 'DeletionMode', deletionModes) ?? 'STANDARD';
  refuseUnlessStuck(stack, retain, mode);
  if (!checkDeletable(stack)) return undefined;
  refuseUnretainable(stack, retain);
  const imported = importerOf(context.cloudformation.stacks.values(), stack.outputs);
  if (imported) {
    throw validationError(
      `Export ${imported.exportName} cannot be deleted as it is in use by ${imported.stackName}`,
    );
  }
  if (stack.status === 'REVIEW_IN_PROGRESS') {
    for (const changeSet of context.cloudformation.changeSets.values()) {
      if (changeSet.stackId === stack.stackId) {
        context.cloudformation.changeSets.delete(changeSet.changeSetId);
      }
    }
  }
  if (token !== null) stack.tokens[token] = 'DeleteStack';
  stack.roleArn = form.get('RoleARN') ?? stack.roleArn;
  stack.operation = {
    ...newOperation('delete', { token, accessKeyId }),
    leftovers: stack.unfinished?.leftovers ?? [],
    retain,
    force: mode === 'FORCE_DELETE_STACK',
  };
  markStack(context, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  context.engine.begin(stack.stackId);
  return undefined;
};

/** The second text is AWS's (awslabs/eks-perf-tests#517), the first UNCONFIRMED. */
function refuseUnlessStuck(stack: StackRecord, retain: string[], mode: string): void {
  if (stack.status === 'DELETE_FAILED') return;
  const said = `Invalid operation on stack [${stack.stackId}]. You can `;
  if (retain.length > 0)
    throw validationError(
      `${said}specify resources to retain in a delete stack operation only when the stack is in the DELETE_FAILED state.`,
    );
  if (mode !== 'STANDARD')
    throw validationError(
      `${said}activate DeletionMode ${mode} in a delete stack operation only when the stack is in the DELETE_FAILED state.`,
    );
}

/** AWS's text (rebuy-de/aws-nuke#270); that it tells of names that are not in the stack too is UNCONFIRMED. */
function refuseUnretainable(stack: StackRecord, retain: string[]): void {
  const isRetainable = (logicalId: string) => {
    const status = stack.resources[logicalId]?.status;
    return status !== undefined && status !== 'DELETE_COMPLETE';
  };
  if (retain.every(isRetainable)) return;
  throw validationError(
    'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
  );
}

function importerOf(
  stacks: Iterable<{ stackName: string; status: string; templateBody: string }>,
  outputs: { exportName: string | null }[],
): { exportName: string; stackName: string } | null {
  const names = outputs.flatMap((output) => output.exportName ?? []);
  if (names.length === 0) return null;
  for (const { stackName, status, templateBody } of stacks) {
    if (status === 'DELETE_COMPLETE' || !templateBody.includes('ImportValue')) continue;
    const exportName = names.find((name) => templateBody.includes(name));
    if (exportName !== undefined) return { exportName, stackName };
  }
  return null;
}
