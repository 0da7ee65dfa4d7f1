import type { SpecChange } from '../api/specs';
import type { RequestInput } from './types';

/**
 * All that a launch says, field by field, in the order of its schema, so that whoever decides sees each; the network too
 * where the launch makes or adopts one. Lists count as one field, and what is empty as null.
 */
export function launchFacts(spec: object, place: RequestInput['network']): SpecChange[] {
  const isNew = place !== null && place.choice !== 'existing';
  const fields = leavesOf(spec, '').filter(({ path }) => !isNew || !pending.has(path));
  if (!isNew) return fields;
  return [...fields, ...leavesOf(place.network, 'network')];
}

/** Of a network that does not stand, no ids are known. */
const pending = new Set(['network.name', 'network.vpcId', 'network.endpointId']);

/** Said by the heading of the page. */
const said = new Set(['kind', 'network.kind']);

function leavesOf(value: unknown, path: string): SpecChange[] {
  if (said.has(path)) return [];
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  const members = isGroup ? Object.entries(value) : [];
  if (members.length > 0)
    return members.flatMap(([name, member]) => leavesOf(member, path ? `${path}.${name}` : name));
  return [{ path, before: null, after: isGroup || value === '' ? null : value }];
}
