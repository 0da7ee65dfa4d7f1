import type { VpcChoice } from './types';

export type Subnet = VpcChoice['subnets'][number];

/** What speaks for and against adopting a VPC, before anything is launched. */
export type VpcVerdict = {
  canAdopt: boolean;
  hasDns: boolean;
  /** Subnets an endpoint can go into: private, in a zone that offers `execute-api`. */
  usable: Subnet[];
  azCount: number;
  /** Usable subnets, the first of each zone: what is chosen unless a person says otherwise. */
  suggested: Subnet[];
};

/**
 * A VPC can be adopted when both DNS attributes are on (private DNS needs them), it is no Sluice network already,
 * and an endpoint exists or can be made in two zones.
 */
export function vpcVerdict(vpc: VpcChoice): VpcVerdict {
  const usable = vpc.subnets.filter(({ isOffered, isPrivate }) => isOffered && isPrivate);
  const suggested = usable.filter(
    ({ az }, index) => usable.findIndex((other) => other.az === az) === index,
  );
  const hasDns = vpc.dnsSupport && vpc.dnsHostnames;
  const zonesNeeded = vpc.endpoint ? 1 : 2;
  return {
    canAdopt: hasDns && vpc.networkName === null && suggested.length >= zonesNeeded,
    hasDns,
    usable,
    azCount: suggested.length,
    suggested,
  };
}

/** The form's values when this VPC is chosen. */
export function chosenVpc(vpc: VpcChoice) {
  return {
    vpcId: vpc.vpcId,
    endpointId: vpc.endpoint?.endpointId ?? '',
    endpointDnsName: vpc.endpoint?.dnsName ?? '',
    endpointSecurityGroupIds: vpc.endpoint?.securityGroupIds ?? [],
    subnetIds: vpcVerdict(vpc).suggested.map(({ subnetId }) => subnetId),
  };
}
