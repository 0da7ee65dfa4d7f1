import { describe, expect, it } from 'vitest';
import type { VpcChoice } from './types';
import { vpcVerdict } from './vpc-verdict';

const subnet = (subnetId: string, az: string, patch = {}) => ({
  subnetId,
  label: null,
  az,
  cidr: '10.0.0.0/24',
  isOffered: true,
  isPrivate: true,
  ...patch,
});

const vpc: VpcChoice = {
  vpcId: 'vpc-0123456789abcdef0',
  label: null,
  cidr: '10.0.0.0/16',
  dnsSupport: true,
  dnsHostnames: true,
  subnets: [subnet('a', 'x-1a'), subnet('b', 'x-1a'), subnet('c', 'x-1c')],
  endpoint: null,
  networkName: null,
};

describe('vpcVerdict', () => {
  it('suggests one subnet a zone', () => {
    const verdict = vpcVerdict(vpc);
    expect(verdict.canAdopt).toBe(true);
    expect(verdict.suggested.map(({ subnetId }) => subnetId)).toEqual(['a', 'c']);
  });

  it.each([
    ['DNS hostnames off', { dnsHostnames: false }],
    ['DNS support off', { dnsSupport: false }],
    ['a Sluice network already', { networkName: 'main' }],
    ['one zone', { subnets: [subnet('a', 'x-1a')] }],
    [
      'a public subnet',
      { subnets: [subnet('a', 'x-1a'), subnet('c', 'x-1c', { isPrivate: false })] },
    ],
    [
      'a zone without the service',
      { subnets: [subnet('a', 'x-1a'), subnet('c', 'x-1c', { isOffered: false })] },
    ],
  ])('refuses a VPC with %s', (_, patch) => {
    expect(vpcVerdict({ ...vpc, ...patch }).canAdopt).toBe(false);
  });

  it('is content with one zone where an endpoint stands', () => {
    const endpoint = {
      endpointId: 'vpce-1',
      privateDns: true,
      state: 'available',
      securityGroupIds: [],
      policy: null,
    };
    expect(vpcVerdict({ ...vpc, subnets: [subnet('a', 'x-1a')], endpoint }).canAdopt).toBe(true);
  });
});
