import { AwsFault, type ResourceProvider, type ResourceRequest } from '../../context';
import { authorizeHandler } from '../../iam/authorize-handler';
import { addStackEvent } from '../events';
import { checkProperties } from '../properties';
import { providerOf } from '../resources/registry';
import type { JsonObject } from '../template/document';
import { resolveObject, type Scope } from '../template/resolve';
import type { TemplateResource } from '../template/template';
import type { Leftover, ResourceRecord } from '../types';
import { isToBeChecked, markConfigured } from './consistency';
import { handlerReason, isGone } from './handler-error';
import { strikeHandler, throttleHandler } from './handler-faults';
import { Cancelled, type StackRun } from './run';

/** Writes a resource's state and the event that tells it. */
export function markResource(
  run: StackRun,
  record: ResourceRecord,
  status: string,
  reason: string | null = null,
): void {
  record.status = status;
  record.statusReason = reason;
  record.updatedAt = run.context.clock.now();
  addStackEvent(run.context, run.stack, {
    logicalId: record.logicalId,
    physicalId: record.physicalId ?? '',
    type: record.type,
    status,
    reason,
    properties: JSON.stringify(record.properties),
  });
}

/**
 * Makes one resource: in progress, handler, "Resource creation Initiated" with its id, complete. False when it
 * failed or was cancelled, which is then recorded. Taken up again after a restart it goes on where it was.
 */
export async function createResource(
  run: StackRun,
  record: ResourceRecord,
  definition: TemplateResource,
  scope: Scope,
  cancelled: AbortSignal,
): Promise<boolean> {
  try {
    if (record.status !== 'CREATE_IN_PROGRESS') {
      record.properties = resolveObject(definition.properties, scope);
      markResource(run, record, 'CREATE_IN_PROGRESS');
    }
    if (record.physicalId === null) {
      await run.pause(cancelled);
      record.properties = await checkedProperties(
        run,
        record.type,
        record.logicalId,
        record.properties,
      );
      const { physicalId } = await handle(run, record, 'create', (provider, request) =>
        provider.create(run.context, request),
      );
      // Recorded even if the run has been abandoned meanwhile: whoever goes on must know of it.
      record.physicalId = physicalId;
      record.tags = resourceTags(run, record.logicalId);
      run.check();
      markResource(run, record, 'CREATE_IN_PROGRESS', 'Resource creation Initiated');
    }
    await run.pause(cancelled);
    if (isToBeChecked(record)) {
      markConfigured(run, record);
      await run.pause(cancelled);
    }
    markResource(run, record, 'CREATE_COMPLETE');
    return true;
  } catch (error) {
    return failed(run, record, 'CREATE_FAILED', 'Resource creation cancelled', error);
  }
}

/** Deletes one physical resource. False when its handler refuses. */
export async function deleteResource(run: StackRun, record: ResourceRecord): Promise<boolean> {
  const physicalId = record.physicalId;
  if (physicalId === null) {
    markResource(run, record, 'DELETE_COMPLETE');
    return true;
  }
  try {
    if (record.status !== 'DELETE_IN_PROGRESS') markResource(run, record, 'DELETE_IN_PROGRESS');
    await run.pause();
    try {
      await handle(run, record, 'delete', (provider, request) =>
        provider.delete(run.context, { ...request, physicalId }),
      );
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    await run.pause();
    markResource(run, record, 'DELETE_COMPLETE');
    return true;
  } catch (error) {
    return failed(run, record, 'DELETE_FAILED', 'Resource deletion cancelled', error);
  }
}

/** Properties checked against AWS's schema and converted to its types; a fault is what the resource fails with. */
export async function checkedProperties(
  run: StackRun,
  type: string,
  logicalId: string,
  properties: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const schemas = await run.schemas();
  const schema = schemas.resources.get(type);
  if (!schema) return properties;
  const checked = checkProperties(schemas, schema.properties, properties as JsonObject);
  if (checked.faults.length > 0) {
    throw new AwsFault(
      'ValidationError',
      `Properties validation failed for resource ${logicalId} with message:\n${checked.faults.join('\n')}`,
    );
  }
  return checked.properties;
}

/**
 * Calls a handler, after IAM and the faults in force have had their chance. `previous` is what an update starts
 * from; a resource to update or delete names itself by its physical id.
 */
export async function handle<T>(
  run: StackRun,
  record: Leftover,
  verb: 'create' | 'update' | 'delete',
  call: (provider: ResourceProvider, request: ResourceRequest) => Promise<T>,
  previous: Leftover = record,
): Promise<T> {
  const { context, stack, operation } = run;
  const provider = providerOf(record.type);
  if (!provider) {
    context.log(`no handler makes ${record.type}`);
    throw new AwsFault(
      'ValidationError',
      `Resource type ${record.type} is not supported by this sandbox.`,
    );
  }
  strikeHandler(context, record.type, verb, stack.stackName);
  throttleHandler(context, record.type, verb);
  const { type, logicalId, properties } = record;
  const { stackName, stackId } = stack;
  const by = { roleArn: stack.roleArn, accessKeyId: operation.accessKeyId };
  authorizeHandler(context, by, {
    type,
    verb,
    stackName,
    logicalId,
    physicalId: verb === 'create' ? null : record.physicalId,
    properties,
    previous: previous.properties,
    tags: givenTags(properties, stack.tags),
    previousTags: givenTags(previous.properties, previous.tags),
  });
  const tags = resourceTags(run, logicalId);
  return call(provider, { stackName, stackId, logicalId, properties, tags });
}

/** Tags that IAM sees a handler bring: the stack's and the resource's own; `aws:` tags need no right. */
function givenTags(
  properties: Record<string, unknown>,
  ofStack: Record<string, string>,
): Record<string, string> {
  const own = Array.isArray(properties.Tags) ? properties.Tags : [];
  const all: Record<string, string> = { ...ofStack };
  for (const { Key, Value } of own) all[String(Key)] = String(Value);
  return Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('aws:')));
}

/** Stack tags and CloudFormation's own three, which every taggable resource gets. */
export function resourceTags(run: StackRun, logicalId: string): Record<string, string> {
  const { stack } = run;
  return {
    ...stack.tags,
    'aws:cloudformation:stack-name': stack.stackName,
    'aws:cloudformation:stack-id': stack.stackId,
    'aws:cloudformation:logical-id': logicalId,
  };
}

/** Records why a resource ended badly; lets through what is no failure of the resource. */
export function failed(
  run: StackRun,
  record: ResourceRecord,
  status: string,
  cancelledReason: string,
  error: unknown,
): false {
  run.check();
  if (error instanceof Cancelled) {
    markResource(run, record, status, cancelledReason);
    return false;
  }
  if (error instanceof AwsFault) {
    markResource(run, record, status, handlerReason(record.type, error));
    return false;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  run.context.log(`${record.type} ${record.logicalId}: ${text}`);
  markResource(run, record, status, 'Internal Failure');
  return false;
}
