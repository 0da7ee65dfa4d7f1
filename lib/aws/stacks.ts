import 'server-only';
import {
  type Capability,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { call } from './call';
import { missing, nullWhenNotFound } from './errors';
import { actingAs, type Target } from './targets';

/** One stack as CloudFormation describes it, whoever made it. */
export type StackRow = {
  stackId: string;
  stackName: string;
  /** CloudFormation's StackStatus. */
  status: string;
  statusReason: string | null;
  createdAt: Date;
  updatedAt: Date | null;
  /** Termination protection is on: CloudFormation refuses to delete it. */
  isProtected: boolean;
  tags: Record<string, string>;
  outputs: Record<string, string>;
};

/** Pages of up to 1 MB; a Region holds at most 2,000 stacks unless its quota was raised (aws-facts C). */
const pagesMax = 50;

/** Every stack of the Region that carries our tags. Deleted ones are not listed. */
export async function listOurStacks(target: Target): Promise<StackRow[]> {
  const rows: StackRow[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await call(target, 'cloudformation', (client, options) =>
      client.send(new DescribeStacksCommand({ NextToken }), options),
    );
    rows.push(...(answer.Stacks ?? []).map(stackRow).filter(isOurs));
    NextToken = answer.NextToken;
    if (!NextToken) return rows;
  }
  throw missing(`an end of its list of stacks within ${pagesMax} pages`);
}

/** One stack by name, or by ARN, which also finds deleted ones for 90 days. Null when there is none. */
export async function findStack(target: Target, nameOrId: string): Promise<StackRow | null> {
  const answer = await call(target, 'cloudformation', (client, options) =>
    client.send(new DescribeStacksCommand({ StackName: nameOrId }), options),
  ).catch(nullWhenNotFound);
  if (!answer) return null;
  const [stack] = answer.Stacks ?? [];
  if (!stack) throw missing(`the stack ${nameOrId}`);
  return stackRow(stack);
}

export type CreateStackRequest = {
  stackName: string;
  templateBody: string;
  capabilities: readonly string[];
  tags: Record<string, string>;
  clientToken: string;
  /** Turns termination protection on. */
  isProtected?: boolean;
};

/** Asks for a stack and answers its ARN. Repeated with the same token it answers the same stack. */
export async function createStack(target: Target, request: CreateStackRequest): Promise<string> {
  const { StackId } = await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new CreateStackCommand({
          StackName: request.stackName,
          TemplateBody: request.templateBody,
          Capabilities: request.capabilities as Capability[],
          Tags: Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value })),
          ClientRequestToken: request.clientToken,
          OnFailure: 'ROLLBACK',
          EnableTerminationProtection: request.isProtected ?? false,
          ...actingAs(target),
        }),
        options,
      ),
    { as: 'operate' },
  );
  if (!StackId) throw missing('a stack id');
  return StackId;
}

export type DeleteStackRequest = {
  stackId: string;
  clientToken: string;
  /** Logical ids of what stays in the account; only of a stack that is DELETE_FAILED. */
  retain?: readonly string[];
  /** Give up what refuses to go; only of a stack that is DELETE_FAILED. */
  isForced?: boolean;
};

/** Asks for a stack's deletion. Repeating it does no harm. */
export async function deleteStack(target: Target, request: DeleteStackRequest): Promise<void> {
  await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new DeleteStackCommand({
          StackName: request.stackId,
          ClientRequestToken: request.clientToken,
          ...(request.retain?.length && { RetainResources: [...request.retain] }),
          ...(request.isForced && { DeletionMode: 'FORCE_DELETE_STACK' }),
          ...actingAs(target),
        }),
        options,
      ),
    { as: 'operate' },
  );
}

/**
 * What the stack's logical ids stand for, by logical id. A stack holds at most 500 resources, and this answers 100 of
 * them; ours have fewer.
 */
export async function readPhysicalIds(
  target: Target,
  stackId: string,
): Promise<Record<string, string>> {
  const { StackResources } = await call(target, 'cloudformation', (client, options) =>
    client.send(new DescribeStackResourcesCommand({ StackName: stackId }), options),
  );
  return pairs(
    StackResources?.map(({ LogicalResourceId, PhysicalResourceId }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
}

/** The template as CloudFormation was given it, to the letter. */
export async function readTemplate(target: Target, stackId: string): Promise<string> {
  const { TemplateBody } = await call(target, 'cloudformation', (client, options) =>
    client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Original' }), options),
  );
  if (!TemplateBody) throw missing(`the template of ${stackId}`);
  return TemplateBody;
}

/** The template's Metadata section, parsed; null when it has none or it is not JSON. */
export async function readMetadata(target: Target, stackId: string): Promise<unknown> {
  const { Metadata } = await call(target, 'cloudformation', (client, options) =>
    client.send(new GetTemplateSummaryCommand({ StackName: stackId }), options),
  );
  try {
    return Metadata ? JSON.parse(Metadata) : null;
  } catch {
    return null;
  }
}

function isOurs(stack: StackRow): boolean {
  return stack.tags['sluice:kind'] !== undefined && stack.tags['sluice:name'] !== undefined;
}

function stackRow(stack: Stack): StackRow {
  if (!stack.StackId || !stack.StackName || !stack.StackStatus || !stack.CreationTime)
    throw missing(`the identity of the stack ${stack.StackName ?? stack.StackId ?? ''}`);
  return {
    stackId: stack.StackId,
    stackName: stack.StackName,
    status: stack.StackStatus,
    statusReason: stack.StackStatusReason ?? null,
    createdAt: stack.CreationTime,
    updatedAt: stack.LastUpdatedTime ?? null,
    isProtected: stack.EnableTerminationProtection ?? false,
    tags: pairs(stack.Tags?.map(({ Key, Value }) => [Key, Value])),
    outputs: pairs(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}

function pairs(entries: (string | undefined)[][] | undefined): Record<string, string> {
  return Object.fromEntries(
    (entries ?? []).flatMap(([key, value]) => (key ? [[key, value ?? '']] : [])),
  );
}
