import { dependenciesOf } from '../template/dependencies';
import type { ActiveTemplate } from '../template/prune';
import type { Template } from '../template/template';
import type { ResourceRecord } from '../types';

/** A resource before anything has happened to it. */
export function newRecord(
  template: Template,
  active: ActiveTemplate,
  logicalId: string,
  now: number,
): ResourceRecord {
  const definition = active.resources[logicalId];
  return {
    logicalId,
    type: definition?.type ?? '',
    physicalId: null,
    status: 'NOT_STARTED',
    statusReason: null,
    updatedAt: now,
    properties: {},
    tags: {},
    dependsOn: activeDependencies(template, active, logicalId),
    deletionPolicy: definition?.deletionPolicy ?? 'Delete',
    updateReplacePolicy: definition?.updateReplacePolicy ?? 'Delete',
    metadata: definition?.metadata ?? null,
  };
}

/** What a resource waits for, of that which exists under the template's conditions. */
export function activeDependencies(
  template: Template,
  active: ActiveTemplate,
  logicalId: string,
): string[] {
  const definition = active.resources[logicalId];
  if (!definition) return [];
  return dependenciesOf(template, logicalId, definition.properties).filter((name) =>
    Object.hasOwn(active.resources, name),
  );
}
