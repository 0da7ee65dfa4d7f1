import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSpec } from '@/templates/spec';
import { createdNetworkSpecInputs, proxySpecInputs } from '@/templates/testing/arbitraries';
import { pathOfSpecs } from '../testing/path-of-spec';
import { examine } from './examine';

const zones = ['a', 'b', 'c', 'd'].map((zone) => `ap-northeast-1${zone}`);

it('raises no false alarm over any proxy in any network, before and after a probe', () => {
  fc.assert(
    fc.property(proxySpecInputs(), createdNetworkSpecInputs(zones), (proxyInput, networkInput) => {
      const [proxy, network] = [parseSpec(proxyInput), parseSpec(networkInput)];
      if (!proxy.ok || !network.ok) throw new Error('the arbitraries make valid specs');
      if (proxy.spec.kind !== 'proxy' || network.spec.kind !== 'network') return;
      const facts = pathOfSpecs(proxy.spec, network.spec);
      const { hops } = examine(facts);
      expect(hops.filter(({ state }) => state !== 'holds')).toEqual([]);
      expect(examine({ ...facts, probe: null }).broken).toBeNull();
    }),
    { numRuns: 200 },
  );
}, 20_000);
