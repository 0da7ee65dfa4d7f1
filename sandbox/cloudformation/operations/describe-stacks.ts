import type { QueryOperation } from '../../wire/query';
import type { XmlValue } from '../../wire/xml';
import { pageOf } from '../pages';
import { findStack } from '../request';
import { parseTemplate } from '../template/template';
import type { StackDefinition, StackRecord } from '../types';

const describePageSize = 50;
const listPageSize = 100;

/** One stack by name or ARN (deleted ones by ARN only), or all that still exist, newest first. */
export const describeStacks: QueryOperation = async (context, form, request) => {
  const name = form.get('StackName');
  if (name !== undefined && name !== '') {
    const stack = findStack(context, name, (given) => `Stack with id ${given} does not exist`);
    return { Stacks: [stackXml(stack)] };
  }
  const existing = [...context.cloudformation.stacks.values()]
    .filter((stack) => stack.status !== 'DELETE_COMPLETE')
    .sort((a, b) => b.createdAt - a.createdAt);
  const { page, nextToken } = pageOf(existing, form, request, {
    size: describePageSize,
    idOf: ({ stackId }) => stackId,
  });
  return { Stacks: page.map(stackXml), NextToken: nextToken };
};

export const listStacks: QueryOperation = async (context, form, request) => {
  const wanted = form.strings('StackStatusFilter');
  const chosen = [...context.cloudformation.stacks.values()]
    .filter((stack) => wanted.length === 0 || wanted.includes(stack.status))
    .sort((a, b) => b.createdAt - a.createdAt);
  const { page, nextToken } = pageOf(chosen, form, request, {
    size: listPageSize,
    idOf: ({ stackId }) => stackId,
  });
  return {
    StackSummaries: page.map((stack) => ({
      StackId: stack.stackId,
      StackName: stack.stackName,
      TemplateDescription: stack.description,
      CreationTime: new Date(stack.createdAt),
      LastUpdatedTime: date(stack.updatedAt),
      DeletionTime: deletion(stack),
      StackStatus: stack.status,
      StackStatusReason: stack.statusReason,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    })),
    NextToken: nextToken,
  };
};

export const describeAccountLimits: QueryOperation = async () => ({
  AccountLimits: [
    { Name: 'StackLimit', Value: 2000 },
    { Name: 'StackOutputsLimit', Value: 200 },
    { Name: 'ConcurrentResourcesLimit', Value: 2500 },
  ],
});

export const listExports: QueryOperation = async (context) => ({
  Exports: [...context.cloudformation.stacks.values()]
    .filter((stack) => stack.status !== 'DELETE_COMPLETE')
    .flatMap((stack) =>
      stack.outputs.flatMap((output) =>
        output.exportName === null
          ? []
          : [
              {
                ExportingStackId: stack.stackId,
                Name: output.exportName,
                Value: output.value,
              },
            ],
      ),
    ),
});

function stackXml(stack: StackRecord): XmlValue {
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    ChangeSetId: stack.changeSetId,
    Description: stack.description,
    Parameters: parametersXml(stack),
    CreationTime: new Date(stack.createdAt),
    DeletionTime: deletion(stack),
    LastUpdatedTime: date(stack.updatedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: stack.notificationArns,
    TimeoutInMinutes: stack.timeoutMinutes,
    Capabilities: stack.capabilities,
    Outputs: stack.outputs.map((output) => ({
      OutputKey: output.key,
      OutputValue: output.value,
      Description: output.description,
      ExportName: output.exportName,
    })),
    RoleARN: stack.roleArn,
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** Values of NoEcho parameters are never shown again. */
export function parametersXml(definition: StackDefinition): XmlValue {
  if (definition.parameters.length === 0) return [];
  const { parameters } = parseTemplate(definition.templateBody);
  return definition.parameters.map(({ key, value }) => ({
    ParameterKey: key,
    ParameterValue: parameters[key]?.noEcho ? '****' : value,
  }));
}

function date(moment: number | null): Date | undefined {
  return moment === null ? undefined : new Date(moment);
}

function deletion(stack: StackRecord): Date | undefined {
  return stack.deletedAt === null ? undefined : new Date(stack.deletedAt);
}
