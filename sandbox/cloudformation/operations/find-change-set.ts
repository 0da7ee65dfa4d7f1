import { AwsFault, type SandboxContext } from '../../context';
import type { Form } from '../../wire/form';
import { findStack } from '../request';
import { validationError } from '../template/document';
import type { ChangeSetRecord, StackRecord } from '../types';

/** By ARN, or by name within a stack. Texts: LocalStack's validated snapshots, api/test_changesets. */
export function lookUpChangeSet(context: SandboxContext, form: Form): ChangeSetRecord | undefined {
  const name = form.get('ChangeSetName') ?? '';
  const { changeSets } = context.cloudformation;
  return name.startsWith('arn:')
    ? changeSets.get(name)
    : named(changeSets.values(), name, stackOf(context, form));
}

export function findChangeSet(context: SandboxContext, form: Form): ChangeSetRecord {
  const name = form.get('ChangeSetName') ?? '';
  const found = lookUpChangeSet(context, form);
  if (!found) {
    throw new AwsFault('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
  }
  return found;
}

function stackOf(context: SandboxContext, form: Form): StackRecord {
  const stackName = form.get('StackName');
  if (stackName === undefined) {
    throw validationError(
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  }
  return findStack(context, stackName, (missing) => `Stack [${missing}] does not exist`);
}

function named(
  changeSets: Iterable<ChangeSetRecord>,
  name: string,
  stack: StackRecord,
): ChangeSetRecord | undefined {
  return [...changeSets].find(
    (changeSet) => changeSet.changeSetName === name && changeSet.stackId === stack.stackId,
  );
}
