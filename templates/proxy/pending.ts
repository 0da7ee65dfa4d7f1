/**
 * The ids a preview shows while its network does not exist yet. They have the shape of real ones, so the spec is
 * valid and the template complete; launching refuses them.
 */
export const pendingVpcId = 'vpc-00000000000000000';
export const pendingEndpointId = 'vpce-00000000000000000';

/** True when the spec still waits for its network's ids. */
export function isPending(spec: { network: { vpcId: string; endpointId: string } }): boolean {
  return spec.network.vpcId === pendingVpcId || spec.network.endpointId === pendingEndpointId;
}
