import type { QueryOperation } from '../../wire/query';
import { oneOf } from '../request';
import { checkDeletable, reuseToken } from '../status';
import { validationError } from '../template/document';
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
  if ((retain.length > 0 || mode !== 'STANDARD') && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.stackId}]. ${retain.length > 0 ? 'RetainResources' : 'DeletionMode'} can be used only when the stack is in DELETE_FAILED state.`,
    );
  }
  if (!checkDeletable(stack)) return undefined;
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
