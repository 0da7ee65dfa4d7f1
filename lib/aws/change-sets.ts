import 'server-only';
import {
  type Capability,
  type Change,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  ExecuteChangeSetCommand,
  type ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import { call } from './call';
import { missing, nullWhenNotFound } from './errors';
import { actingAs, type Target } from './targets';

/** One property of a resource: as text, or JSON where it is more; null where it is absent on that side. */
export type PropertyChange = {
  /** Such as `/Properties/Throttle/RateLimit`, or the scope (`Tags`, `DeletionPolicy`) where AWS names no path. */
  path: string;
  before: string | null;
  after: string | null;
  recreation: 'Never' | 'Conditionally' | 'Always';
};

/** What executing a change set does to one resource (DescribeChangeSet's ResourceChange). */
export type ResourceChange = {
  logicalId: string;
  physicalId: string | null;
  resourceType: string;
  action: string;
  replacement: 'True' | 'False' | 'Conditional' | null;
  properties: PropertyChange[];
};

export type ChangeSet = {
  changeSetId: string;
  /** `empty` has nothing to execute; `failed` says why in `reason`. */
  state: 'working' | 'ready' | 'empty' | 'failed' | 'obsolete' | 'executed';
  reason: string | null;
  changes: ResourceChange[];
};

/** A change set by its stack and its name, which is known before AWS has answered. */
export type ChangeSetKey = { stackId: string; changeSetName: string };

/** One of those that a change set takes into its stack, by AWS's primary identifier of its type. */
type ImportedResource = {
  resourceType: string;
  logicalId: string;
  identifier: Record<string, string>;
};

/** As ChangeSetRequest, for a stack that takes in what exists; the stack is named, and made where there is none. */
export type ImportRequest = ChangeSetRequest & { imports: readonly ImportedResource[] };

export type ChangeSetRequest = ChangeSetKey & {
  templateBody: string;
  capabilities: readonly string[];
  tags: Record<string, string>;
};

/**
 * Asks what an update of a stack, or an import into it, would do; nothing in the stack changes. The name is the client
 * token too: asked twice, AWS makes one change set, or answers `conflict` where it has that one already. Answers the
 * stack's ARN.
 */
export async function createChangeSet(
  target: Target,
  request: ChangeSetRequest | ImportRequest,
): Promise<string> {
  const { StackId } = await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new CreateChangeSetCommand({
          StackName: request.stackId,
          ChangeSetName: request.changeSetName,
          ...('imports' in request ? importing(request) : { ChangeSetType: 'UPDATE' as const }),
          ClientToken: request.changeSetName,
          TemplateBody: request.templateBody,
          Capabilities: request.capabilities as Capability[],
          Tags: Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value })),
          ...actingAs(target),
        }),
        options,
      ),
    { as: 'operate' },
  );
  if (!StackId) throw missing('the id of the stack of a change set');
  return StackId;
}

function importing({ imports }: ImportRequest) {
  return {
    ChangeSetType: 'IMPORT' as const,
    ResourcesToImport: imports.map(({ resourceType, logicalId, identifier }) => ({
      ResourceType: resourceType,
      LogicalResourceId: logicalId,
      ResourceIdentifier: identifier,
    })),
  };
}

/** A change set with all its changes; null when there is none, or no more. */
export async function readChangeSet(target: Target, key: ChangeSetKey): Promise<ChangeSet | null> {
  const changes: Change[] = [];
  let first: DescribeChangeSetOutput | undefined;
  let NextToken: string | undefined;
  do {
    const answer = await call(target, 'cloudformation', (client, options) =>
      client.send(
        new DescribeChangeSetCommand({
          ...named(key),
          IncludePropertyValues: true,
          NextToken,
        }),
        options,
      ),
    ).catch(nullWhenNotFound);
    if (!answer) return null;
    first ??= answer;
    changes.push(...(answer.Changes ?? []));
    NextToken = answer.NextToken;
  } while (NextToken);
  const reason = first.StatusReason ?? null;
  if (!first.ChangeSetId) throw missing('the id of a change set');
  const { ChangeSetId: changeSetId } = first;
  return { changeSetId, state: stateOf(first), reason, changes: changes.map(resourceChange) };
}

/** Does exactly what the change set says. Throws `conflict` when the stack has moved on since it was made. */
export async function executeChangeSet(
  target: Target,
  request: ChangeSetKey & { clientToken: string },
): Promise<void> {
  await call(
    target,
    'cloudformation',
    (client, options) =>
      client.send(
        new ExecuteChangeSetCommand({
          ...named(request),
          ClientRequestToken: request.clientToken,
        }),
        options,
      ),
    { as: 'operate' },
  );
}

/** Takes a change set away; one that is not there is none left. */
export async function deleteChangeSet(target: Target, key: ChangeSetKey): Promise<void> {
  await call(
    target,
    'cloudformation',
    (client, options) => client.send(new DeleteChangeSetCommand(named(key)), options),
    { as: 'operate' },
  ).catch(nullWhenNotFound);
}

function named({ stackId, changeSetName }: ChangeSetKey) {
  return { StackName: stackId, ChangeSetName: changeSetName };
}

/** AWS calls a change set without changes FAILED, and tells it from others by its words only (aws-facts D1). */
const noChanges = /didn't contain changes|No updates are to be performed/i;

function stateOf(answer: DescribeChangeSetOutput): ChangeSet['state'] {
  if (answer.Status === 'FAILED')
    return noChanges.test(answer.StatusReason ?? '') ? 'empty' : 'failed';
  if (answer.Status !== 'CREATE_COMPLETE') return 'working';
  if (answer.ExecutionStatus === 'AVAILABLE') return 'ready';
  return answer.ExecutionStatus === 'OBSOLETE' || answer.ExecutionStatus === 'UNAVAILABLE'
    ? 'obsolete'
    : 'executed';
}

function resourceChange({ ResourceChange: change }: Change): ResourceChange {
  if (!change?.LogicalResourceId || !change.ResourceType || !change.Action)
    throw missing('the identity of a change');
  return {
    logicalId: change.LogicalResourceId,
    physicalId: change.PhysicalResourceId || null,
    resourceType: change.ResourceType,
    action: change.Action,
    replacement: change.Replacement ?? null,
    properties: distinct((change.Details ?? []).map(propertyChange)),
  };
}

function propertyChange({ Target: at }: ResourceChangeDetail): PropertyChange {
  return {
    path: at?.Path ?? (at?.Name ? `/Properties/${at.Name}` : (at?.Attribute ?? '')),
    before: at?.BeforeValue ?? null,
    after: at?.AfterValue ?? null,
    recreation: at?.RequiresRecreation ?? 'Never',
  };
}

/** AWS lists a property once for each cause of its change, statically and dynamically evaluated. */
function distinct(changes: PropertyChange[]): PropertyChange[] {
  return [...new Map(changes.map((change) => [change.path, change])).values()];
}
