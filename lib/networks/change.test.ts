import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NetworkSpec, networkSpecSchema } from '@/templates/network/spec';
import { stackFor } from '@/templates/stack';
import { createdNetworkSpecInputs, networkSpecInputs } from '@/templates/testing/arbitraries';
import * as specs from '@/templates/testing/specs';
import { canHoldZones, changedNetwork, keptNetworkFaults } from './change';

const made = specs.specOf(specs.minimalNetwork) as NetworkSpec;
const adopted = specs.specOf(specs.adoptedNetwork) as NetworkSpec;

describe('an edit of a network', () => {
  it('keeps what proxies are made of, whatever is asked', () => {
    fc.assert(
      fc.property(networkSpecInputs(), networkSpecInputs(), (one, other) => {
        const saved = specs.specOf(one) as NetworkSpec;
        const next = changedNetwork(saved, other);
        expect([next.kind, next.name, next.team]).toEqual([saved.kind, saved.name, saved.team]);
        const kept = ({ azs: _, subnetIds: __, ...vpc }: Record<string, unknown>) => vpc;
        expect(kept(next.vpc)).toEqual(kept(saved.vpc));
      }),
    );
  });

  it('leaves every subnet that stands as it is where the VPC has room for another zone', () => {
    const zones = ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d'];
    fc.assert(
      fc.property(createdNetworkSpecInputs(zones), (input) => {
        const saved = specs.specOf(input) as NetworkSpec;
        if (!('azs' in saved.vpc) || !canHoldZones(saved, saved.vpc.azs.length + 1)) return;
        const azs = [...new Set([...zones, ...saved.vpc.azs])].sort();
        const asked = { ...saved, vpc: { ...saved.vpc, azs } };
        const next = networkSpecSchema.parse(changedNetwork(saved, asked));
        if (!canHoldZones(saved, azs.length)) return;
        const [before, after] = [saved, next].map((spec) => stackFor(spec).template.Resources);
        for (const [logicalId, resource] of Object.entries(before ?? {}))
          if (/^(Vpc|Subnet\d)/.test(logicalId)) expect(after?.[logicalId]).toEqual(resource);
      }),
    );
  });

  it('lets a form that has no tags keep them', () => {
    const saved = { ...made, tags: { cost: '42' } };
    const { tags: _, ...form } = made;
    expect(changedNetwork(saved, form).tags).toEqual({ cost: '42' });
    expect(changedNetwork(saved, { ...form, tags: {} }).tags).toEqual({});
  });
});

describe('what no edit reaches', () => {
  it('is nothing where the same is asked for, or more of what may grow', () => {
    expect(keptNetworkFaults(made, made)).toEqual([]);
    if (!('azs' in made.vpc) || !('id' in adopted.vpc)) throw new Error('other specs');
    const azs = ['ap-northeast-1d', ...made.vpc.azs];
    expect(keptNetworkFaults(made, { ...made, vpc: { ...made.vpc, azs } })).toEqual([]);
    const subnetIds = [...adopted.vpc.subnetIds, 'subnet-00000000000000000'];
    const more = { ...adopted, vpc: { ...adopted.vpc, subnetIds } };
    expect(keptNetworkFaults(adopted, more)).toEqual([]);
  });

  it.each<[string, Partial<NetworkSpec>, string[]]>([
    ['its name and team', { name: 'other', team: 'others' }, ['name', 'team']],
    ['its block', { vpc: { cidr: '10.9.0.0/16', azs: zonesOf(made) } }, ['vpc.cidr']],
    [
      'a zone that stands',
      { vpc: { cidr: '10.0.0.0/16', azs: ['ap-northeast-1a', 'ap-northeast-1d'] } },
      ['vpc.azs'],
    ],
    ['whether its VPC was made', { vpc: adopted.vpc }, ['vpc']],
  ])('is %s', (_, change, paths) => {
    const faults = keptNetworkFaults(made, { ...made, ...change });
    expect(faults.map(({ path }) => path)).toEqual(paths);
  });

  it('is a VPC without room: its subnets would move', () => {
    const tight = { ...made, vpc: { cidr: '10.0.0.0/26', azs: zonesOf(made) } };
    const azs = [...zonesOf(made), 'ap-northeast-1d'];
    const faults = keptNetworkFaults(tight, { ...tight, vpc: { cidr: '10.0.0.0/26', azs } });
    expect(faults.map(({ path }) => path)).toEqual(['vpc.azs']);
  });
});

function zonesOf({ vpc }: NetworkSpec): string[] {
  return 'azs' in vpc ? vpc.azs : [];
}
