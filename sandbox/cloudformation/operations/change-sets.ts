import { randomUUID } from 'node:crypto';
import { AwsFault, type SandboxContext } from '../../context';
import type { Form } from '../../wire/form';
import type { QueryOperation } from '../../wire/query';
import { changesOf } from '../change-set-changes';
import { pageOf } from '../pages';
import { findStack, oneOf, readDefinition, requireStackName } from '../request';
import { loadSchemas } from '../schema';
import { requireRollback, requireUpdatable } from '../status';
import { validationError } from '../template/document';
import { parseTemplate } from '../template/template';
import type { ChangeSetRecord, StackRecord } from '../types';
import { changeXml, summaryXml } from './change-set-xml';
import { markStack, newStack, newStackId, startCreate, startImport } from './create-stack';
import { parametersXml } from './describe-stacks';
import { findChangeSet, lookUpChangeSet } from './find-change-set';
import { importChange, readImports } from './import-change-set';
import { compareDefinitions, refuseTypeChanges, startUpdate } from './update-stack';

const kinds = ['CREATE', 'UPDATE', 'IMPORT'] as const;
const failureActions = ['DO_NOTHING', 'ROLLBACK', 'DELETE'] as const;
const pageSize = 100;

/** For CREATE it leaves a stack in REVIEW_IN_PROGRESS, without resources, until it is executed (aws-facts D1). */
export const createChangeSet: QueryOperation = async (context, form) => {
  const changeSetName = form.get('ChangeSetName') ?? '';
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(changeSetName)) {
    throw validationError(
      `1 validation error detected: Value '${changeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const kind = oneOf(form, 'ChangeSetType', kinds) ?? 'UPDATE';
  const token = form.get('ClientToken') ?? null;
  const known = [...context.cloudformation.changeSets.values()].find(
    (other) =>
      other.changeSetName === changeSetName &&
      context.cloudformation.find(form.get('StackName') ?? '')?.stackId === other.stackId,
  );
  if (known && token !== null && known.token === token) {
    return { Id: known.changeSetId, StackId: known.stackId };
  }
  if (known) {
    throw new AwsFault('AlreadyExistsException', `ChangeSet ${changeSetName} already exists`);
  }
  const isNew = kind === 'CREATE' || (kind === 'IMPORT' && isInReview(context, form));
  const stack = isNew ? await reviewedStack(context, form, kind) : updatedStack(context, form);
  const { definition, template } = await readDefinition(context, form, stack, isNew ? null : stack);
  if (!isNew) refuseTypeChanges(stack, template);
  const imports = kind === 'IMPORT' ? readImports(context, form, stack, template) : [];
  const changes =
    kind === 'IMPORT'
      ? imports.map(importChange)
      : changesOf(context, await loadSchemas(), stack, definition, template);
  const isEmpty = kind === 'UPDATE' && !compareDefinitions(context, stack, definition, template);
  const changeSet: ChangeSetRecord = {
    ...definition,
    changeSetId: `arn:aws:cloudformation:${context.region}:${context.accountId}:changeSet/${changeSetName}/${randomUUID()}`,
    changeSetName,
    stackId: stack.stackId,
    stackName: stack.stackName,
    kind,
    description: form.get('Description') ?? null,
    status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
    statusReason: isEmpty
      ? "The submitted information didn't contain changes. Submit different information to create a change set."
      : null,
    executionStatus: isEmpty ? 'UNAVAILABLE' : 'AVAILABLE',
    createdAt: context.clock.now(),
    roleArn: form.get('RoleARN') ?? null,
    notificationArns: form.strings('NotificationARNs'),
    onStackFailure: oneOf(form, 'OnStackFailure', failureActions) ?? 'ROLLBACK',
    token,
    changes,
    ...(kind === 'IMPORT' ? { imports } : {}),
  };
  context.cloudformation.changeSets.set(changeSet.changeSetId, changeSet);
  return { Id: changeSet.changeSetId, StackId: stack.stackId };
};

export const describeChangeSet: QueryOperation = async (context, form, request) => {
  const changeSet = findChangeSet(context, form);
  const withValues = form.boolean('IncludePropertyValues') ?? false;
  const { page, nextToken } = pageOf(changeSet.changes, form, request, {
    size: pageSize,
    idOf: ({ logicalId }) => logicalId,
  });
  return {
    ...summaryXml(changeSet),
    Parameters: parametersXml(changeSet),
    NotificationARNs: changeSet.notificationArns,
    RollbackConfiguration: {},
    Capabilities: changeSet.capabilities,
    Tags: Object.entries(changeSet.tags).map(([Key, Value]) => ({ Key, Value })),
    Changes: page.map((change) => ({
      Type: 'Resource',
      ResourceChange: changeXml(change, withValues),
    })),
    OnStackFailure: changeSet.onStackFailure,
    NextToken: nextToken,
  };
};

export const listChangeSets: QueryOperation = async (context, form, request) => {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  const own = [...context.cloudformation.changeSets.values()].filter(
    (changeSet) => changeSet.stackId === stack.stackId,
  );
  const { page, nextToken } = pageOf(own, form, request, {
    size: pageSize,
    idOf: ({ changeSetId }) => changeSetId,
  });
  return { Summaries: page.map(summaryXml), NextToken: nextToken };
};

/** Does exactly what the change set says, and removes its siblings, which no longer fit the stack. */
export const executeChangeSet: QueryOperation = async (context, form, { accessKeyId }) => {
  const changeSet = findChangeSet(context, form);
  requireExecutable(changeSet);
  const stack = findStack(context, changeSet.stackId, (id) => `Stack [${id}] does not exist`);
  const isRollbackDisabled = form.boolean('DisableRollback') ?? false;
  if (changeSet.kind !== 'CREATE' && stack.status !== 'REVIEW_IN_PROGRESS') {
    requireUpdatable(stack);
    requireRollback(stack, isRollbackDisabled);
  }
  for (const other of context.cloudformation.changeSets.values()) {
    if (other.stackId === stack.stackId && other !== changeSet) {
      context.cloudformation.changeSets.delete(other.changeSetId);
    }
  }
  changeSet.executionStatus = 'EXECUTE_COMPLETE';
  stack.changeSetId = changeSet.changeSetId;
  stack.roleArn = changeSet.roleArn ?? stack.roleArn;
  stack.onFailure = isRollbackDisabled ? 'DO_NOTHING' : changeSet.onStackFailure;
  const { templateBody, parameters, tags, capabilities } = changeSet;
  const definition = { templateBody, parameters, tags, capabilities };
  const template = parseTemplate(templateBody);
  const by = { token: form.get('ClientRequestToken') ?? null, accessKeyId };
  if (changeSet.kind === 'CREATE') {
    Object.assign(stack, definition);
    stack.description = template.description ?? null;
    startCreate(context, stack, by, 'ExecuteChangeSet');
  } else if (changeSet.kind === 'IMPORT') {
    startImport(context, stack, definition, changeSet.imports ?? [], by);
    stack.description = template.description ?? null;
  } else {
    if (stack.onFailure === 'DELETE') stack.onFailure = 'ROLLBACK';
    startUpdate(context, stack, definition, template, by, 'ExecuteChangeSet');
  }
  return {};
};

/**
 * An executed one too (LocalStack's validated snapshots, test_describe_changeset_after_delete). That one which is not
 * there is no error is INFERENCE: the API reference lists none for it.
 */
export const deleteChangeSet: QueryOperation = async (context, form) => {
  const changeSet = lookUpChangeSet(context, form);
  if (changeSet) context.cloudformation.changeSets.delete(changeSet.changeSetId);
  return {};
};

/** The first text is recorded (LocalStack's validated snapshots, test_empty_changeset), the second UNCONFIRMED. */
function requireExecutable({ changeSetId, status, executionStatus }: ChangeSetRecord): void {
  if (executionStatus === 'AVAILABLE') return;
  const reason =
    status === 'FAILED' ? `status of [${status}]` : `execution status of [${executionStatus}]`;
  throw new AwsFault(
    'InvalidChangeSetStatus',
    `ChangeSet [${changeSetId}] cannot be executed in its current ${reason}`,
  );
}

/** An import makes its stack where there is none, as a CREATE does. */
function isInReview(context: SandboxContext, form: Form): boolean {
  const existing = context.cloudformation.find(form.get('StackName') ?? '');
  return !existing || existing.status === 'REVIEW_IN_PROGRESS';
}

async function reviewedStack(
  context: SandboxContext,
  form: Form,
  kind: ChangeSetRecord['kind'],
): Promise<StackRecord> {
  const stackName = requireStackName(form, { orArn: true });
  const existing = context.cloudformation.find(stackName);
  if (existing && existing.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [${form.get('ChangeSetName')}].`,
    );
  }
  if (existing) return existing;
  const stackId = newStackId(context, stackName);
  // Checked before the stack appears: a refused template leaves none behind.
  const { template } = await readDefinition(context, form, { stackId, stackName }, null);
  const definition = { templateBody: '', parameters: [], tags: {}, capabilities: [] };
  const stack = newStack(context, form, { stackId, stackName, definition, template });
  try {
    if (kind === 'IMPORT') readImports(context, form, stack, template);
  } catch (refusal) {
    context.cloudformation.stacks.delete(stackId);
    throw refusal;
  }
  markStack(context, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

function updatedStack(context: SandboxContext, form: Form): StackRecord {
  const stack = findStack(
    context,
    form.get('StackName'),
    (name) => `Stack [${name}] does not exist`,
  );
  requireUpdatable(stack);
  return stack;
}
