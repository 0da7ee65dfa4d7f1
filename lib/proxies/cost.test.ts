import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthlyCost, pricesFor } from './cost';

const idle = { azCount: 2, requestsPerMonth: 0, gbPerMonth: 0, isNetworkShared: false };

describe('monthlyCost', () => {
  it.each([
    ['us-east-1', 14.6, 65.7],
    ['ap-northeast-1', 20.44, 90.52],
  ])('has the fixed cost of two AZs in %s as the fact sheet has it', (region, endpoint, nat) => {
    const cost = monthlyCost(pricesFor(region), idle);
    expect(cost.gateway.total).toBeCloseTo(endpoint, 2);
    expect(cost.nat.hours).toBeCloseTo(nat, 2);
    expect(cost.nat.publicIpv4).toBeCloseTo(7.3, 2);
  });

  it.each([
    ['us-east-1', [8.3, 16.7, 25.0]],
    ['ap-northeast-1', [9.1, 18.2, 27.3]],
  ] as const)(
    'breaks even in %s at the millions of requests that the fact sheet has',
    (region, millions) => {
      const found = [1, 2, 3].map(
        (azCount) => monthlyCost(pricesFor(region), { ...idle, azCount }).breakEvenRequests / 1e6,
      );
      for (const [index, value] of found.entries())
        expect(value).toBeCloseTo(millions[index] ?? 0, 1);
    },
  );

  it('costs nothing while idle where the network is shared', () => {
    expect(
      monthlyCost(pricesFor('us-east-1'), { ...idle, isNetworkShared: true }).gateway.total,
    ).toBe(0);
  });

  it('counts each tier at its own price', () => {
    const cost = monthlyCost(pricesFor('us-east-1'), { ...idle, requestsPerMonth: 334e6 });
    expect(cost.gateway.requests).toBeCloseTo(333 * 3.5 + 2.8, 6);
  });

  it('never gets cheaper with more requests', () => {
    fc.assert(
      fc.property(fc.nat(2e9), fc.nat(2e9), (a, b) => {
        const of = (requestsPerMonth: number) =>
          monthlyCost(pricesFor('us-east-1'), { ...idle, requestsPerMonth }).gateway.total;
        expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b)));
      }),
    );
  });
});

describe('pricesFor', () => {
  it('answers for a Region without figures with those of us-east-1 and says so', () => {
    expect(pricesFor('eu-west-1').region).toBe('us-east-1');
  });
});
