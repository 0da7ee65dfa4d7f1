import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSpec, type SpecInput } from '@/templates/spec';
import { createdNetworkSpecInputs, proxySpecInputs } from '@/templates/testing/arbitraries';
import { pathOfSpecs } from '../testing/path-of-spec';
import { examine } from './examine';
import type { DoctorFacts } from './types';

const zones = ['a', 'b', 'c', 'd'].map((zone) => `ap-northeast-1${zone}`);

const https = { protocol: 'tcp', fromPort: 443, toPort: 443 };

function pathOf(proxyInput: SpecInput, networkInput: SpecInput): DoctorFacts {
  const [proxy, network] = [parseSpec(proxyInput), parseSpec(networkInput)];
  if (!proxy.ok || proxy.spec.kind !== 'proxy') throw new Error('the proxy is valid');
  if (!network.ok || network.spec.kind !== 'network') throw new Error('the network is valid');
  return pathOfSpecs(proxy.spec, network.spec);
}

it('raises no false alarm over any proxy in any network, before and after a probe', () => {
  fc.assert(
    fc.property(proxySpecInputs(), createdNetworkSpecInputs(zones), (proxyInput, networkInput) => {
      const facts = pathOf(proxyInput, networkInput);
      const { hops } = examine(facts);
      expect(hops.filter(({ state }) => state !== 'holds')).toEqual([]);
      expect(examine({ ...facts, probe: null }).broken).toBeNull();
    }),
    { numRuns: 200 },
  );
});

it('raises none over a VPC that was adopted with a way out, and an endpoint without private DNS', () => {
  fc.assert(
    fc.property(proxySpecInputs(), createdNetworkSpecInputs(zones), (proxyInput, networkInput) => {
      const facts = pathOf(proxyInput, networkInput);
      facts.place.isOwnEndpoint = false;
      for (const endpoint of facts.ec2?.endpoints ?? []) endpoint.privateDns = false;
      for (const table of facts.ec2?.routeTables ?? []) table.hops.push('igw-1');
      const blocks = facts.ec2?.subnets.map(({ cidr }) => ({ ...https, peer: cidr })) ?? [];
      for (const group of facts.groups ?? []) if (group.ingress.length > 0) group.ingress = blocks;
      const { hops } = examine({ ...facts, probe: null });
      expect(hops.find(({ name }) => name === 'groups')?.state).toBe('holds');
      expect(examine(facts).broken).toBeNull();
      expect(examine({ ...facts, groups: [], probe: null }).broken).toBeNull();
    }),
    { numRuns: 50 },
  );
});
