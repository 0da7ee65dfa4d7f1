import { shortHash } from '@/templates/hash';
import type { ControlPlane } from './types';

/**
 * Stands for everything that the control plane says and that bears on one path: the same digits, the same facts. Null
 * where a part of it is not known, and nothing can be said to be the same.
 */
export function basisOf({ place, ec2, groups, gateway }: ControlPlane): string | null {
  if (!ec2 || !groups || !gateway) return null;
  const ofVpc = ({ vpcId }: { vpcId: string }) => vpcId === place.vpcId;
  const network = {
    vpc: ec2.vpcs.find(ofVpc) ?? null,
    endpoint: ec2.endpoints.find(({ endpointId }) => endpointId === place.endpointId) ?? null,
    tables: ec2.routeTables.filter(ofVpc),
    zones: ec2.offeredAzs,
  };
  return shortHash(JSON.stringify(ordered({ network, groups, gateway })));
}

/** AWS promises no order: neither of members nor of lists. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(ordered(item)));
    return texts.sort();
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, ordered(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
