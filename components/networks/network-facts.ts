import type { NetworkSummary } from '@/lib/networks/types';
import { absentOutput } from '@/templates/network/template';

/** What is known of a network's places: from the stack's outputs, else from what was asked for. */
export function networkFacts({ spec, outputs }: Pick<NetworkSummary, 'spec' | 'outputs'>) {
  const vpc = spec?.vpc;
  const isAdopted = vpc !== undefined && 'id' in vpc;
  const output = (name: string) => {
    const value = outputs[name];
    return value && value !== absentOutput ? value : null;
  };
  return {
    isAdopted,
    vpcId: output('VpcId') ?? (isAdopted ? vpc.id : null),
    cidr: vpc && 'cidr' in vpc ? vpc.cidr : null,
    zones: vpc && 'azs' in vpc ? vpc.azs : [],
    subnetIds: output('SubnetIds')?.split(',') ?? (isAdopted ? vpc.subnetIds : []),
    endpointId: output('EndpointId') ?? (isAdopted ? vpc.endpointId : null),
    /** The endpoint was in the VPC before and is not part of the stack. */
    isEndpointExisting: isAdopted && vpc.endpointId !== null,
    endpointDnsName: output('EndpointDnsName'),
    clientGroupId: output('ClientSecurityGroupId'),
    probeFunction: output('ProbeFunctionName'),
  };
}
