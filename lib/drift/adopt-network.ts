import { type NetworkSpec, networkSpecSchema } from '@/templates/network/spec';
import { adoptSaid } from './adopt';
import type { Compared } from './compare';
import type { Facts } from './types';

/** As adoptActual, of a network: whether it has a probe, and in which subnets of an adopted VPC its endpoint stands. */
export function adoptNetworkActual(
  saved: NetworkSpec,
  drifted: readonly Compared[],
  factsOf: (spec: NetworkSpec) => Facts,
): { spec: NetworkSpec; adopted: ReadonlySet<Compared> } {
  return adoptSaid(saved, drifted, { schema: networkSpecSchema, changeFor, factsOf });
}

/** Null where the spec has no word for it, or an edit may not say it: subnets come, and none goes. */
function changeFor(spec: NetworkSpec, one: Compared): unknown {
  const { where, property, actual, actualValue } = one;
  if (where === 'ProbeFunction' && property === '' && actual === null)
    return { ...spec, probe: false };
  const { vpc } = spec;
  if (where !== 'Endpoint' || property !== 'SubnetIds' || !('id' in vpc)) return null;
  const now = actualValue as string[];
  if (!vpc.subnetIds.every((id) => now.includes(id))) return null;
  const more = now.filter((id) => !vpc.subnetIds.includes(id));
  return { ...spec, vpc: { ...vpc, subnetIds: [...vpc.subnetIds, ...more] } };
}
