import { describe, expect, it } from 'vitest';
import { networkSpecSchema } from '@/templates/network/spec';
import { networkFacts } from './network-facts';

const base = { kind: 'network', name: 'main', team: 'platform', owner: 'p@example.com' };

describe('networkFacts', () => {
  it('shows what was asked for until the stack has outputs', () => {
    const spec = networkSpecSchema.parse({
      ...base,
      vpc: {
        id: 'vpc-0123456789abcdef0',
        subnetIds: ['subnet-0123456789abcdef0', 'subnet-1123456789abcdef0'],
      },
    });
    const facts = networkFacts({ spec, outputs: {} });
    expect(facts).toMatchObject({
      isAdopted: true,
      vpcId: 'vpc-0123456789abcdef0',
      endpointId: null,
      isEndpointExisting: false,
      probeFunction: null,
    });
    expect(facts.subnetIds).toHaveLength(2);
  });

  it('prefers outputs and reads "none" as absent', () => {
    const spec = networkSpecSchema.parse({
      ...base,
      vpc: { cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1c'] },
    });
    const outputs = { VpcId: 'vpc-1', SubnetIds: 'subnet-1,subnet-2', ProbeFunctionName: 'none' };
    expect(networkFacts({ spec, outputs })).toMatchObject({
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1', 'subnet-2'],
      zones: ['ap-northeast-1a', 'ap-northeast-1c'],
      probeFunction: null,
    });
    expect(networkFacts({ spec: null, outputs: {} }).vpcId).toBeNull();
  });
});
