import type { z } from 'zod';
import type { NetworkSpec } from '@/templates/network/spec';
import { pendingEndpointId, pendingVpcId } from '@/templates/proxy/pending';
import { type ProxySpec, proxySpecSchema } from '@/templates/proxy/spec';
import type { Fault, Spec } from '@/templates/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { errorPagesHere } from '../proxies/error-pages';
import type { LaunchProxyInput } from '../proxies/types';
import type { proxyBody } from './schemas';

type ProxyBody = z.output<typeof proxyBody>;

/** What the form would have submitted. */
export function launchInput(body: ProxyBody, idempotencyKey: string): LaunchProxyInput {
  const { network, ...proxy } = body;
  if (!('vpc' in network))
    return { proxy, network: { choice: 'existing', ...network }, idempotencyKey };
  const choice = 'id' in network.vpc ? 'adopt' : 'create';
  return { proxy, network: { choice, network }, idempotencyKey };
}

/** The specs that a body means, in the order of their stacks. Ids that nobody knows yet are the pending ones. */
export function specsOf(body: ProxyBody | Exclude<Spec, ProxySpec>): Spec[] {
  if (body.kind !== 'proxy') return [body];
  const { network } = body;
  const isNew = 'vpc' in network;
  const ids = isNew ? adoptedIds(network) : network;
  const { vpcId = pendingVpcId, endpointId = pendingEndpointId } = ids;
  const spec = proxySpecSchema.parse({
    errorPages: errorPagesHere(),
    ...body,
    network: { name: network.name, vpcId, endpointId },
  });
  return isNew ? [network, spec] : [spec];
}

function adoptedIds({ vpc }: NetworkSpec): { vpcId?: string; endpointId?: string } {
  if (!('id' in vpc)) return {};
  return vpc.endpointId === null
    ? { vpcId: vpc.id }
    : { vpcId: vpc.id, endpointId: vpc.endpointId };
}

/** A spec's stack as it would be sent to CloudFormation, byte for byte. */
export function renderedStack(spec: Spec) {
  const { stackName, template, capabilities, tags } = stackFor(spec);
  const { kind, name } = spec;
  return { kind, name, stackName, capabilities, tags, spec, template: renderYaml(template) };
}

/** What an edit leaves as it is; asking for another value is refused, and never passed over in silence. */
const kept = ['name', 'team', 'stage', 'accessLog', 'tags'] as const;

/** Fields of a change that no change reaches; `stands` is the proxy's network as it was made, where that is known. */
export function keptFaults(body: ProxyBody, saved: ProxySpec, stands: NetworkSpec | null): Fault[] {
  const faults = kept
    .filter((field) => textOf(body[field]) !== textOf(saved[field]))
    .map((path) => ({ path, message: `cannot be changed: it is ${textOf(saved[path])}` }));
  return isNetworkKept(body.network, saved, stands)
    ? faults
    : [...faults, { path: 'network', message: `cannot be changed: it is ${saved.network.name}` }];
}

/** A whole spec must be the one it was made of; a name and ids must be its. */
function isNetworkKept(
  wanted: ProxyBody['network'],
  { network }: ProxySpec,
  stands: NetworkSpec | null,
): boolean {
  if ('vpc' in wanted) return wanted.name === network.name && textOf(wanted) === textOf(stands);
  const { name, vpcId = network.vpcId, endpointId = network.endpointId } = wanted;
  return textOf({ name, vpcId, endpointId }) === textOf(network);
}

/** What differs, by path, field by field; lists count as one. */
export function specChanges(before: unknown, after: unknown, path = ''): SpecChange[] {
  if (textOf(before) === textOf(after)) return [];
  if (!isGroup(before) || !isGroup(after)) return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    specChanges(before[name] ?? null, after[name] ?? null, path ? `${path}.${name}` : name),
  );
}

export type SpecChange = { path: string; before: unknown; after: unknown };

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of keys is not part of a spec. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    isGroup(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
