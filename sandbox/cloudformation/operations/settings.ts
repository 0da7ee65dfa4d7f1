import type { QueryOperation } from '../../wire/query';
import { findStack } from '../request';
import { reuseToken } from '../status';
import { validationError } from '../template/document';
import { markStack } from './create-stack';

export const updateTerminationProtection: QueryOperation = async (context, form) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  if (stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') {
    throw validationError(
      `Cannot update termination protection of stack [${stack.stackName}] in status ${stack.status}`,
    );
  }
  stack.terminationProtection = form.boolean('EnableTerminationProtection') ?? false;
  return { StackId: stack.stackId };
};

/** Turns an update round; anything else cannot be cancelled. */
export const cancelUpdateStack: QueryOperation = async (context, form) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  const { operation } = stack;
  const token = form.get('ClientRequestToken') ?? null;
  if (reuseToken(stack, token, 'CancelUpdateStack') === 'repeated') return undefined;
  if (stack.status !== 'UPDATE_IN_PROGRESS' || operation === null) {
    throw validationError(`CancelUpdateStack cannot be called from current stack status`);
  }
  operation.token = token ?? operation.token;
  if (token !== null) stack.tokens[token] = 'CancelUpdateStack';
  operation.phase = 'cancel';
  operation.done = [];
  markStack(context, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  context.engine.begin(stack.stackId);
  return undefined;
};
