import { isPending } from '@/templates/proxy/pending';
import type { Spec } from '@/templates/spec';
import { AppError } from '../errors';

/**
 * The spec with the ids of the network that an earlier step made. A spec that waits for nothing is returned as it
 * is. Throws `unexpected` where the network's outputs do not name both ids.
 */
export function withNetworkIds(spec: Spec, outputs: Record<string, string> | null): Spec {
  if (spec.kind !== 'proxy' || !isPending(spec)) return spec;
  const { VpcId, EndpointId } = outputs ?? {};
  if (!VpcId || !EndpointId)
    throw new AppError('unexpected', `the network ${spec.network.name} names no VPC and endpoint`);
  return { ...spec, network: { ...spec.network, vpcId: VpcId, endpointId: EndpointId } };
}
