import { parseCidr, subnetPrefix } from '@/templates/network/cidr';
import type { NetworkSpec, NetworkSpecInput } from '@/templates/network/spec';
import type { Fault } from '@/templates/spec';

type Vpc = NetworkSpec['vpc'];

/**
 * What an edit makes of a network, unchecked. Its name, its team, its VPC, what addresses that has and the endpoint it
 * adopted stay, since proxies are made of their ids; zones and subnets can come, and none goes, because each holds an
 * address that callers have resolved. Those that stand keep their order: a subnet's block follows from its place.
 */
export function changedNetwork(saved: NetworkSpec, wanted: NetworkSpecInput): NetworkSpecInput {
  const { owner, environment, description, probe } = wanted;
  // A form has no tags, and does not take them away.
  const tags = wanted.tags ?? saved.tags;
  const vpc = grownVpc(saved.vpc, wanted.vpc);
  return { ...saved, owner, environment, description, probe, tags, vpc };
}

function grownVpc(vpc: Vpc, wanted: NetworkSpecInput['vpc']): Vpc {
  if ('id' in vpc)
    return 'id' in wanted ? { ...vpc, subnetIds: withMore(vpc.subnetIds, wanted.subnetIds) } : vpc;
  return 'id' in wanted ? vpc : { ...vpc, azs: withMore(vpc.azs, wanted.azs) };
}

function withMore(standing: readonly string[], wanted: readonly string[]): string[] {
  return [...standing, ...wanted.filter((one) => !standing.includes(one))];
}

/** How many zones a VPC made for a network can have before the subnets that stand would have to move. */
export function canHoldZones({ vpc }: NetworkSpec, count: number): boolean {
  if ('id' in vpc) return false;
  const block = parseCidr(vpc.cidr);
  return block !== null && subnetPrefix(block, count) === subnetPrefix(block, vpc.azs.length);
}

/** Whether the change would cut the VPC anew, and so replace the subnets in which the endpoint stands. */
export function movesSubnets(saved: NetworkSpec, next: Pick<NetworkSpec, 'vpc'>): boolean {
  return !('id' in next.vpc) && !canHoldZones(saved, next.vpc.azs.length);
}

/** Fields that ask for what no change reaches; refused where a pipeline sends them, and never passed over in silence. */
export function keptNetworkFaults(saved: NetworkSpec, wanted: NetworkSpec): Fault[] {
  const faults: Fault[] = (['name', 'team'] as const)
    .filter((field) => wanted[field] !== saved[field])
    .map((path) => ({ path, message: `cannot be changed: it is ${saved[path]}` }));
  const kept = keptVpcFaults(saved.vpc, wanted.vpc);
  if (kept.length === 0 && movesSubnets(saved, wanted))
    kept.push({
      path: 'vpc.azs',
      message: 'cannot grow: the subnets that stand would have to move',
    });
  return [...faults, ...kept];
}

function keptVpcFaults(saved: Vpc, wanted: Vpc): Fault[] {
  if ('id' in saved !== 'id' in wanted)
    return [{ path: 'vpc', message: 'cannot be changed from made to adopted, or back' }];
  const before: Record<string, unknown> = saved;
  return Object.entries(wanted).flatMap(([field, value]): Fault[] => {
    const path = `vpc.${field}`;
    const now = before[field];
    if (field !== 'azs' && field !== 'subnetIds')
      return JSON.stringify(now) === JSON.stringify(value)
        ? []
        : [{ path, message: `cannot be changed: it is ${JSON.stringify(now)}` }];
    const missing = (now as string[]).filter((one) => !(value as string[]).includes(one));
    if (missing.length === 0) return [];
    return [{ path, message: `must keep those that stand: ${missing.join(', ')}` }];
  });
}
