import { ref, type Value } from '../cloudformation';
import type { NetworkSpec } from './spec';

/** Where things stand: references into this stack, or ids of what was there before. */
export type Place = {
  vpcId: Value;
  subnetIds: Value[];
  /** Null when the stack makes the endpoint. */
  existingEndpointId: string | null;
};

export function placeOf({ vpc }: NetworkSpec): Place {
  if ('id' in vpc) {
    return { vpcId: vpc.id, subnetIds: vpc.subnetIds, existingEndpointId: vpc.endpointId };
  }
  return {
    vpcId: ref('Vpc'),
    subnetIds: vpc.azs.map((_, index) => ref(subnetLogicalId(index))),
    existingEndpointId: null,
  };
}

export function subnetLogicalId(index: number): string {
  return `Subnet${index + 1}`;
}

/** Tags of a resource that the console lists by its `Name` tag. */
export function nameTag(spec: NetworkSpec, suffix: string): Record<string, string> {
  const name = `sluice-${spec.name}${suffix}`;
  return 'Name' in spec.tags ? {} : { Name: name };
}
