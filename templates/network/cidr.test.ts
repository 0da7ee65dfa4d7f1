import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutSubnets,
  formatCidr,
  isPrivateCidr,
  parseCidr,
  subnetPrefix,
  subnetPrefixMax,
} from './cidr';

const blocks = fc
  .tuple(fc.integer({ min: 16, max: 28 }), fc.nat(0xffff), fc.integer({ min: 2, max: 6 }))
  .map(([prefix, low, count]) => {
    const address = (0x0a000000 + ((low << (32 - prefix)) & 0x00ffffff)) >>> 0;
    return { vpc: { address, prefix }, count };
  })
  .filter(({ count, vpc }) => subnetPrefix(vpc, count) <= subnetPrefixMax);

describe('address arithmetic', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 32 }), (number, prefix) => {
        const address = (number & (0xffffffff << (32 - prefix))) >>> 0;
        expect(parseCidr(formatCidr({ address, prefix }))).toEqual({ address, prefix });
      }),
    );
  });

  it('cuts subnets that are equal, apart, in order, and inside the VPC', () => {
    fc.assert(
      fc.property(blocks, ({ count, vpc }) => {
        const cut = cutSubnets(vpc, count);
        const size = 2 ** (32 - subnetPrefix(vpc, count));
        expect(cut.map(({ address }) => address)).toEqual(
          Array.from({ length: count }, (_, index) => vpc.address + index * size),
        );
        expect(size * count).toBeLessThanOrEqual(2 ** (32 - vpc.prefix));
        for (const subnet of cut) expect(parseCidr(formatCidr(subnet))).toEqual(subnet);
      }),
    );
  });

  it('leaves earlier subnets alone when a roomy VPC gets another zone', () => {
    const vpc = { address: 0x0a000000, prefix: 16 };
    expect(cutSubnets(vpc, 3).slice(0, 2)).toEqual(cutSubnets(vpc, 2));
    expect(cutSubnets(vpc, 2).map(formatCidr)).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
  });

  it.each([
    ['10.255.255.0/24', true],
    ['172.15.255.0/24', false],
    ['192.168.0.0/16', true],
    ['192.169.0.0/16', false],
    ['100.63.255.0/24', false],
    ['100.64.0.0/10', true],
    ['8.0.0.0/7', false],
  ])('%s is private: %s', (text, expected) => {
    const cidr = parseCidr(text);
    expect(cidr && isPrivateCidr(cidr)).toBe(expected);
  });
});
