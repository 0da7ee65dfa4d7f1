import { AwsFault, type SandboxContext } from '../../context';
import { zonesOf } from '../../ec2/zones';
import { providerOf } from '../resources/registry';
import { validationError } from '../template/document';
import { parameterValues } from '../template/parameters';
import type { Scope } from '../template/resolve';
import type { Template } from '../template/template';
import type { ResourceRecord, StackParameter } from '../types';

type StackIdentity = { stackId: string; stackName: string; notificationArns: string[] };

/** A scope in which resources are what has been made of them so far. */
export function stackScope(
  context: SandboxContext,
  stack: StackIdentity,
  template: Template,
  parameters: StackParameter[],
  resources: Record<string, ResourceRecord>,
): Scope {
  const made = (logicalId: string): ResourceRecord & { physicalId: string } => {
    const record = Object.hasOwn(resources, logicalId) ? resources[logicalId] : undefined;
    if (!record?.physicalId) {
      throw validationError(
        `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
      );
    }
    return { ...record, physicalId: record.physicalId };
  };
  return {
    ...commonScope(context, stack, template, parameters),
    physicalId: (logicalId) => made(logicalId).physicalId,
    attribute: (logicalId, name) => {
      const record = made(logicalId);
      const provider = providerOf(record.type);
      if (!provider) throw new AwsFault('ValidationError', `no handler for ${record.type}`);
      return provider.attribute(context, record.physicalId, name);
    },
  };
}

/** A scope in which resources are names: for comparing what two templates say before anything is made. */
export function symbolicScope(
  context: SandboxContext,
  stack: StackIdentity,
  template: Template,
  parameters: StackParameter[],
): Scope {
  return {
    ...commonScope(context, stack, template, parameters),
    physicalId: (logicalId) => `{{${logicalId}}}`,
    attribute: (logicalId, name) => `{{${logicalId}.${name}}}`,
  };
}

function commonScope(
  context: SandboxContext,
  stack: StackIdentity,
  template: Template,
  parameters: StackParameter[],
): Omit<Scope, 'physicalId' | 'attribute'> {
  const { region } = context;
  return {
    values: new Map<string, string | string[]>([
      ...parameterValues(template, parameters),
      ['AWS::AccountId', context.accountId],
      ['AWS::NotificationARNs', stack.notificationArns],
      ['AWS::Partition', region.startsWith('cn-') ? 'aws-cn' : 'aws'],
      ['AWS::Region', region],
      ['AWS::StackId', stack.stackId],
      ['AWS::StackName', stack.stackName],
      ['AWS::URLSuffix', region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'],
    ]),
    mappings: template.mappings,
    conditions: template.conditions,
    zones: (name) =>
      zonesOf(name)
        .map((zone) => zone.name)
        .sort(),
    exported: (name) => exportedValue(context, name),
  };
}

function exportedValue(context: SandboxContext, name: string): string {
  for (const stack of context.cloudformation.stacks.values()) {
    if (stack.status === 'DELETE_COMPLETE') continue;
    const output = stack.outputs.find((candidate) => candidate.exportName === name);
    if (output) return output.value;
  }
  throw validationError(`No export named ${name} found.`);
}
