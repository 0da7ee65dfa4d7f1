import type { Form } from '../../wire/form';
import type { QueryOperation } from '../../wire/query';
import { addStackEvent } from '../events';
import { findStack } from '../request';
import { reuseToken } from '../status';
import { validationError } from '../template/document';
import type { StackRecord } from '../types';
import { markStack } from './create-stack';

/**
 * Goes on with a rollback that got stuck. Skipped resources count as rolled back and are told UPDATE_COMPLETE, whatever
 * they really are (API reference, ContinueUpdateRollback ResourcesToSkip). The texts of refusals are UNCONFIRMED.
 */
export const continueUpdateRollback: QueryOperation = async (context, form) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  const token = form.get('ClientRequestToken') ?? null;
  if (reuseToken(stack, token, 'ContinueUpdateRollback') === 'repeated') return {};
  const { unfinished } = stack;
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || unfinished === null) {
    throw validationError(
      `Stack:${stack.stackId} is in ${stack.status} state and can not be rolled back further.`,
    );
  }
  const skipped = skippedOf(stack, form);
  stack.unfinished = null;
  stack.operation = { ...unfinished, token, done: [...unfinished.done, ...skipped] };
  stack.roleArn = form.get('RoleARN') ?? stack.roleArn;
  if (token !== null) stack.tokens[token] = 'ContinueUpdateRollback';
  markStack(context, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  for (const logicalId of skipped) {
    const record = stack.resources[logicalId];
    if (!record) continue;
    record.status = 'UPDATE_COMPLETE';
    record.statusReason = null;
    addStackEvent(context, stack, {
      logicalId,
      physicalId: record.physicalId ?? '',
      type: record.type,
      status: record.status,
      reason: null,
      properties: JSON.stringify(record.properties),
    });
  }
  context.engine.begin(stack.stackId);
  return {};
};

/**
 * Only what is UPDATE_FAILED because the rollback failed can be skipped, and not what was cancelled (API reference,
 * ContinueUpdateRollback ResourcesToSkip); ForceRollback skips all of that, and excludes a list (same place).
 */
function skippedOf(stack: StackRecord, form: Form): string[] {
  const named = form.strings('ResourcesToSkip');
  const isForced = form.boolean('ForceRollback') ?? false;
  const stuck = stuckIn(stack);
  if (isForced && named.length > 0)
    throw validationError('You cannot specify both ForceRollback and ResourcesToSkip');
  if (isForced) return stuck;
  const wrong = named.filter((name) => !stuck.includes(name));
  if (wrong.length === 0) return named;
  throw validationError(
    `ResourcesToSkip may only name resources in UPDATE_FAILED state: [${wrong.join(', ')}] are not`,
  );
}

/** What has failed since the rollback began, by itself. */
function stuckIn({ events, resources }: StackRecord): string[] {
  const begun = events.findLastIndex(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS');
  const failed = events
    .slice(begun)
    .filter(
      ({ status, reason }) => status === 'UPDATE_FAILED' && reason !== 'Resource update cancelled',
    )
    .map(({ logicalId }) => logicalId);
  return [...new Set(failed)].filter((name) => resources[name]?.status === 'UPDATE_FAILED');
}
