import { describe, expect, it } from 'vitest';
import { networkSpecSchema } from '@/templates/network/spec';
import { minimalNetwork } from '@/templates/testing/specs';
import type { VpcFacts } from '../aws/vpc-facts';
import type { StackFacts } from '../proxies/types';
import { networkChoices } from './choices';

const place = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  vpcsAsOf: new Date('2026-11-22T12:00:00Z'),
};
const subnet = (subnetId: string, az: string) => ({
  subnetId,
  vpcId: 'vpc-1',
  label: null,
  az,
  cidr: '10.0.0.0/24',
});
const table = (isMain: boolean, subnetIds: string[], hops: string[]) => ({
  tableId: 'rtb-1',
  vpcId: 'vpc-1',
  isMain,
  subnetIds,
  hops,
});

const facts: VpcFacts = {
  vpcs: [
    { vpcId: 'vpc-2', label: null, cidr: '10.1.0.0/16', dnsSupport: true, dnsHostnames: false },
    { vpcId: 'vpc-1', label: 'apps', cidr: '10.0.0.0/16', dnsSupport: true, dnsHostnames: true },
  ],
  subnets: [
    subnet('subnet-a', 'ap-northeast-1a'),
    subnet('subnet-b', 'ap-northeast-1b'),
    subnet('subnet-c', 'ap-northeast-1c'),
    subnet('subnet-d', 'ap-northeast-1d'),
  ],
  routeTables: [
    table(true, [], ['local']),
    table(false, ['subnet-b'], ['local', 'igw-1']),
    table(false, ['subnet-c'], ['local', 'nat-1']),
    table(false, ['subnet-d'], ['local', 'vpce-1']),
  ],
  endpoints: [
    {
      endpointId: 'vpce-1',
      vpcId: 'vpc-1',
      privateDns: true,
      state: 'available',
      securityGroupIds: ['sg-1'],
      subnetIds: [],
      dnsNames: [],
      policy: '{"Statement":[]}',
    },
  ],
  offeredAzs: ['ap-northeast-1a', 'ap-northeast-1c'],
  dnsOnAt: {},
};

const network = (phase: StackFacts['phase'], outputs: Record<string, string>) => ({
  facts: { name: 'main', team: 'platform', environment: 'dev', phase, outputs } as StackFacts,
  spec: null,
});

describe('networkChoices', () => {
  const ready = network('ready', { VpcId: 'vpc-1', EndpointId: 'vpce-1' });

  it('tells private subnets by their route table, or the main one', () => {
    const [vpc] = networkChoices(place, [], facts).vpcs;
    expect(vpc?.subnets.map(({ subnetId, isPrivate }) => [subnetId, isPrivate])).toEqual([
      ['subnet-a', true],
      ['subnet-b', false],
      ['subnet-c', false],
      ['subnet-d', true],
    ]);
  });

  it('tells subnets in zones that do not offer the service', () => {
    const [vpc] = networkChoices(place, [], facts).vpcs;
    expect(vpc?.subnets.map(({ isOffered }) => isOffered)).toEqual([true, false, true, false]);
  });

  it('knows a network’s endpoint by its spec, and its policy by what EC2 says', () => {
    const spec = networkSpecSchema.parse(minimalNetwork);
    const [known] = networkChoices(place, [{ ...ready, spec }], facts).networks;
    expect(known?.endpoint).toEqual({ policy: '{"Statement":[]}', isOpenBeyondVpc: false });
    const [unasked] = networkChoices(place, [{ ...ready, spec }], {
      ...facts,
      endpoints: [],
    }).networks;
    expect(JSON.stringify(unasked?.endpoint.policy)).toContain(
      'arn:aws:execute-api:ap-northeast-1:123456789012:*',
    );
  });

  it('names the network that stands on a VPC, and its endpoint', () => {
    const { vpcs, networks } = networkChoices(place, [ready], facts);
    expect(vpcs.map(({ vpcId, networkName }) => [vpcId, networkName])).toEqual([
      ['vpc-1', 'main'],
      ['vpc-2', null],
    ]);
    expect(vpcs[0]?.endpoint?.endpointId).toBe('vpce-1');
    expect(networks).toMatchObject([
      { name: 'main', vpcId: 'vpc-1', endpointId: 'vpce-1', team: 'platform', environment: 'dev' },
    ]);
  });

  it('offers no network that is not ready', () => {
    expect(networkChoices(place, [network('failed', {})], facts).networks).toEqual([]);
  });
});
