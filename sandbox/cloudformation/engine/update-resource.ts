import { isDeepStrictEqual } from 'node:util';
import { providerOf } from '../resources/registry';
import { resolveObject, type Scope } from '../template/resolve';
import type { TemplateResource } from '../template/template';
import type { ResourceRecord } from '../types';
import { refuseSameName } from './custom-name';
import { checkedProperties, failed, handle, markResource, resourceTags } from './resource';
import type { StackRun } from './run';

const replacing =
  'Requested update requires the creation of a new physical resource; hence creating one.';

/** Brings an existing resource to its new properties: not at all, in place, or by a new one that replaces it. */
export async function updateResource(
  run: StackRun,
  record: ResourceRecord,
  definition: TemplateResource,
  scope: Scope,
  cancelled: AbortSignal,
): Promise<boolean> {
  const { context, operation } = run;
  const isResumed = record.status === 'UPDATE_IN_PROGRESS';
  let isBegun = isResumed;
  try {
    const resolved = resolveObject(definition.properties, scope);
    // Compared in the types that AWS's schema gives them, or 5 and "5" would be a change.
    const properties = await checkedProperties(run, record.type, record.logicalId, resolved);
    const tags = resourceTags(run, record.logicalId);
    const change = await changeOf(run, record, properties, tags);
    if (change === 'none') {
      const isMetadata = !isDeepStrictEqual(record.metadata, definition.metadata);
      record.metadata = definition.metadata;
      if (isResumed || isMetadata) markResource(run, record, 'UPDATE_COMPLETE');
      return true;
    }
    if (change === 'replace') refuseSameName(record.type, record.properties, properties);
    if (!isBegun) {
      markResource(run, record, 'UPDATE_IN_PROGRESS', change === 'replace' ? replacing : null);
      isBegun = true;
    }
    await run.pause(cancelled);
    const { physicalId } = record;
    if (change === 'replace' || physicalId === null) {
      const made = await handle(run, { ...record, properties }, 'create', (provider, request) =>
        provider.create(context, request),
      );
      if (physicalId !== null) {
        operation.leftovers.push({ ...record, deletionPolicy: record.updateReplacePolicy });
      }
      record.physicalId = made.physicalId;
      Object.assign(record, { properties, tags, metadata: definition.metadata });
      run.check();
      markResource(run, record, 'UPDATE_IN_PROGRESS', 'Resource creation Initiated');
    } else {
      await applyUpdate(run, record, physicalId, properties);
      Object.assign(record, { properties, tags, metadata: definition.metadata });
      run.check();
    }
    await run.pause(cancelled);
    markResource(run, record, 'UPDATE_COMPLETE');
    return true;
  } catch (error) {
    if (!isBegun) markResource(run, record, 'UPDATE_IN_PROGRESS');
    return failed(run, record, 'UPDATE_FAILED', 'Resource update cancelled', error);
  }
}

/** Rollback: gives a resource its previous properties, or its previous physical resource. */
export async function restoreResource(
  run: StackRun,
  record: ResourceRecord,
  before: ResourceRecord,
): Promise<boolean> {
  const { context, operation } = run;
  const isSame =
    record.physicalId === before.physicalId &&
    isDeepStrictEqual(record.properties, before.properties) &&
    isDeepStrictEqual(record.tags, before.tags);
  if (isSame && record.status === before.status) return true;
  try {
    if (record.status !== 'UPDATE_IN_PROGRESS') markResource(run, record, 'UPDATE_IN_PROGRESS');
    await run.pause();
    if (record.physicalId !== before.physicalId) {
      operation.leftovers = operation.leftovers.filter(
        (leftover) => leftover.physicalId !== before.physicalId,
      );
      operation.leftovers.push({ ...record });
    } else if (!isSame && record.physicalId !== null) {
      await handle(
        run,
        before,
        'update',
        async (provider, request) =>
          provider.update?.(context, {
            ...request,
            physicalId: record.physicalId ?? '',
            previous: record.properties,
          }),
        record,
      );
    }
    const { physicalId, properties, tags, metadata } = structuredClone(before);
    Object.assign(record, { physicalId, properties, tags, metadata });
    record.dependsOn = before.dependsOn;
    record.deletionPolicy = before.deletionPolicy;
    record.updateReplacePolicy = before.updateReplacePolicy;
    await run.pause();
    markResource(run, record, 'UPDATE_COMPLETE');
    return true;
  } catch (error) {
    return failed(run, record, 'UPDATE_FAILED', 'Resource update cancelled', error);
  }
}

async function applyUpdate(
  run: StackRun,
  record: ResourceRecord,
  physicalId: string,
  properties: Record<string, unknown>,
): Promise<void> {
  await handle(
    run,
    { ...record, properties },
    'update',
    async (provider, request) =>
      provider.update?.(run.context, { ...request, physicalId, previous: record.properties }),
    record,
  );
}

/** Create-only properties replace (AWS's schema says which); so does a type that has no in-place update. */
async function changeOf(
  run: StackRun,
  record: ResourceRecord,
  properties: Record<string, unknown>,
  tags: Record<string, string>,
): Promise<'none' | 'update' | 'replace'> {
  const schema = (await run.schemas()).resources.get(record.type);
  const changed = [
    ...new Set([...Object.keys(record.properties), ...Object.keys(properties)]),
  ].filter((name) => !isDeepStrictEqual(record.properties[name], properties[name]));
  const isTagged = schema?.tagProperty !== null && schema?.tagProperty !== undefined;
  if (changed.length === 0) {
    return isTagged && !isDeepStrictEqual(record.tags, tags) ? 'update' : 'none';
  }
  const mustReplace = changed.some((name) => schema?.properties[name]?.replaces === 'yes');
  return mustReplace || !providerOf(record.type)?.update ? 'replace' : 'update';
}
