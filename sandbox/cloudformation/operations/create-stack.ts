import { randomUUID } from 'node:crypto';
import { AwsFault, type SandboxContext } from '../../context';
import { named } from '../../named';
import { quotaCodes } from '../../servicequotas/quotas';
import type { Form } from '../../wire/form';
import type { QueryOperation } from '../../wire/query';
import { addStackEvent } from '../events';
import { oneOf, readDefinition, requireStackName } from '../request';
import { reuseToken } from '../status';
import { validationError } from '../template/document';
import type { Template } from '../template/template';
import type { ResourceImport, StackDefinition, StackOperation, StackRecord } from '../types';

const failureActions = ['DO_NOTHING', 'ROLLBACK', 'DELETE'] as const;

/** Starts a stack. The same token for the same stack again answers with the same stack. */
export const createStack: QueryOperation = async (context, form, { accessKeyId }) => {
  const stackName = requireStackName(form);
  const token = form.get('ClientRequestToken') ?? null;
  const existing = () => {
    const stack = context.cloudformation.find(stackName);
    if (stack?.status === 'REVIEW_IN_PROGRESS') return undefined;
    if (stack && reuseToken(stack, token, 'CreateStack') === 'new') {
      throw new AwsFault('AlreadyExistsException', `Stack [${stackName}] already exists`);
    }
    return stack;
  };
  const onFailure = oneOf(form, 'OnFailure', failureActions);
  if (onFailure !== undefined && form.get('DisableRollback') !== undefined) {
    throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
  }
  const before = existing();
  if (before) return { StackId: before.stackId };
  refuseAnotherStack(context);

  // A stack in review becomes a real one, and its change sets obsolete (LocalStack's validated snapshots,
  // test_create_while_in_review).
  const reviewed = context.cloudformation.find(stackName);
  const stackId = reviewed?.stackId ?? newStackId(context, stackName);
  const { definition, template } = await readDefinition(
    context,
    form,
    { stackId, stackName },
    null,
  );
  // Looked for again, because reading the schemas may have let another call pass.
  const meanwhile = existing();
  if (meanwhile) return { StackId: meanwhile.stackId };
  const stack = newStack(context, form, { stackId, stackName, definition, template });
  stack.events = reviewed?.events ?? [];
  stack.onFailure = onFailure ?? (form.boolean('DisableRollback') ? 'DO_NOTHING' : 'ROLLBACK');
  startCreate(context, stack, { token, accessKeyId }, 'CreateStack');
  return { StackId: stackId };
};

/** Deleted stacks do not count. Code and text: aws-amplify/amplify-cli#5221. */
function refuseAnotherStack(context: SandboxContext): void {
  const standing = [...context.cloudformation.stacks.values()].filter(
    ({ status }) => status !== 'DELETE_COMPLETE',
  );
  if (standing.length >= context.quotas.of(quotaCodes.stacks)) {
    throw new AwsFault('LimitExceededException', 'Limit for stack has been exceeded');
  }
}

export function newStackId(context: SandboxContext, stackName: string): string {
  return `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${stackName}/${randomUUID()}`;
}

export function newStack(
  context: SandboxContext,
  form: Form,
  parts: { stackId: string; stackName: string; definition: StackDefinition; template: Template },
): StackRecord {
  const stack: StackRecord = {
    ...parts.definition,
    stackId: parts.stackId,
    stackName: parts.stackName,
    description: parts.template.description ?? null,
    status: 'CREATE_IN_PROGRESS',
    statusReason: null,
    createdAt: context.clock.now(),
    updatedAt: null,
    deletedAt: null,
    roleArn: form.get('RoleARN') ?? null,
    notificationArns: form.strings('NotificationARNs'),
    timeoutMinutes: form.number('TimeoutInMinutes') ?? null,
    onFailure: 'ROLLBACK',
    terminationProtection: form.boolean('EnableTerminationProtection') ?? false,
    outputs: [],
    resources: named(),
    events: [],
    tokens: named(),
    operation: null,
    unfinished: null,
    changeSetId: null,
  };
  context.cloudformation.stacks.set(stack.stackId, stack);
  return stack;
}

export function startCreate(
  context: SandboxContext,
  stack: StackRecord,
  by: OperationBy,
  action: string,
): void {
  outdateChangeSets(context, stack);
  const { token } = by;
  stack.operation = newOperation('create', by);
  if (token !== null) stack.tokens[token] = action;
  markStack(context, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  context.engine.begin(stack.stackId);
}

/** Takes resources into a stack, which may be a new one. */
export function startImport(
  context: SandboxContext,
  stack: StackRecord,
  definition: StackDefinition,
  imports: ResourceImport[],
  by: OperationBy,
): void {
  const isNew = stack.status === 'REVIEW_IN_PROGRESS';
  const { templateBody, parameters, tags, capabilities, outputs } = stack;
  const previous = structuredClone({ templateBody, parameters, tags, capabilities });
  outdateChangeSets(context, stack);
  stack.operation = {
    ...newOperation('import', by),
    imports,
    previous: isNew
      ? null
      : { definition: previous, outputs, resources: structuredClone(stack.resources) },
  };
  if (by.token !== null) stack.tokens[by.token] = 'ExecuteChangeSet';
  Object.assign(stack, definition);
  if (!isNew) stack.updatedAt = context.clock.now();
  markStack(context, stack, 'IMPORT_IN_PROGRESS', 'User Initiated');
  context.engine.begin(stack.stackId);
}

/** A change set fits the stack it was made for; once that changes it cannot be executed (API DescribeChangeSet). */
export function outdateChangeSets(context: SandboxContext, stack: StackRecord): void {
  for (const changeSet of context.cloudformation.changeSets.values()) {
    if (changeSet.stackId === stack.stackId && changeSet.executionStatus === 'AVAILABLE') {
      changeSet.executionStatus = 'OBSOLETE';
    }
  }
}

/** Whose call begins an operation, and the token that its events carry. */
export type OperationBy = { token: string | null; accessKeyId: string };

export function newOperation(kind: StackOperation['kind'], by: OperationBy): StackOperation {
  return {
    kind,
    phase: 'forward',
    ...by,
    previous: null,
    leftovers: [],
    done: [],
    retain: [],
    force: false,
  };
}

/** A stack's own status and the event that tells it. */
export function markStack(
  context: SandboxContext,
  stack: StackRecord,
  status: string,
  reason: string | null,
): void {
  stack.status = status;
  stack.statusReason = reason;
  addStackEvent(context, stack, {
    logicalId: stack.stackName,
    physicalId: stack.stackId,
    type: 'AWS::CloudFormation::Stack',
    status,
    reason,
    properties: null,
  });
}
