import type { SpecChange } from '../api/specs';
import type { FindingField, Verdict } from '../governance/types';
import type { RequestInput } from './types';

/**
 * All that a launch says, field by field, so that whoever decides sees each: what it is and where it leads before the
 * rest; the network too where the launch makes or adopts one. Lists count as one field, and what is empty as null.
 */
export function launchFacts(spec: object, place: RequestInput['network']): SpecChange[] {
  const isNew = place !== null && place.choice !== 'existing';
  const fields = leavesOf(spec, '').filter(({ path }) => !isNew || !pending.has(path));
  const own = fields.toSorted((one, other) => rankOf(one) - rankOf(other));
  return isNew ? [...own, ...leavesOf(place.network, 'network')] : own;
}

/** The order of the form. The database keeps the members of JSON in an order of its own. */
const order = [
  ...['name', 'upstream', 'network', 'access', 'limits', 'team', 'owner', 'environment'],
  ...['description', 'lifetime', 'keys', 'stage', 'accessLog', 'errorPages', 'tags'],
];

function rankOf({ path }: SpecChange): number {
  const rank = order.indexOf(path.split('.')[0] ?? '');
  return rank < 0 ? order.length : rank;
}

/** Where in a spec each field of a finding is said. */
export const pathOfField: Partial<Record<FindingField, string>> = {
  quotaLimit: 'limits.quota',
  quotaPeriod: 'limits.quota',
  rate: 'limits.rate',
  burst: 'limits.burst',
  timeoutSeconds: 'upstream.timeoutMs',
  keys: 'keys',
  endsOn: 'lifetime.endsOn',
  upstreamUrl: 'upstream.url',
  methods: 'upstream.methods',
  networkChoice: 'network',
  environment: 'environment',
};

/** Whether the guardrails have something to say of this field. */
export function isFound({ findings }: Verdict, { path }: SpecChange): boolean {
  const found = findings.flatMap(({ field }) => pathOfField[field] ?? []);
  return found.some((each) => path === each || path.startsWith(`${each}.`));
}

/** Whether a field says nothing: it is empty, and that means no more than that. */
export function isUnset({ path, after }: SpecChange): boolean {
  // No quota is no bound, and no list of methods is all of them.
  return after === null && path !== 'limits.quota' && path !== 'upstream.methods';
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
