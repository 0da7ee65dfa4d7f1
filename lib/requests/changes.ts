import type { Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import type { ResourceChange } from '../aws/change-sets';

type Resource = { Type: string; Properties?: Record<string, unknown> };

/**
 * How the template of one spec differs from that of another, resource by resource, in the shape of a change set, so that
 * it can be said in the same words before AWS was asked. No field of the form
 * makes AWS recreate what callers reach; what it really would replace is its plan's to say.
 */
export function changesBetween(saved: Spec, asked: Spec): ResourceChange[] {
  const [before, after] = [resourcesOf(saved), resourcesOf(asked)];
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.flatMap((logicalId) => {
    const [old, next] = [before[logicalId], after[logicalId]];
    const resourceType = (next ?? old)?.Type ?? '';
    const properties = propertiesOf(old?.Properties ?? {}, next?.Properties ?? {});
    if (old && next && properties.length === 0) return [];
    const action = old && next ? 'Modify' : next ? 'Add' : 'Remove';
    return { logicalId, physicalId: null, resourceType, action, replacement: null, properties };
  });
}

function resourcesOf(spec: Spec): Record<string, Resource> {
  return stackFor(spec).template.Resources as Record<string, Resource>;
}

function propertiesOf(before: Record<string, unknown>, after: Record<string, unknown>) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, next] = [textOf(before[name]), textOf(after[name])];
    return old === next
      ? []
      : { path: `/Properties/${name}`, before: old, after: next, recreation: 'Never' as const };
  });
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
