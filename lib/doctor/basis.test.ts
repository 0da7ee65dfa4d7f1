import { expect, it } from 'vitest';
import { healthyPath } from '../testing/whole-path';
import { basisOf } from './basis';

it('is the same for the same facts in another order', () => {
  const [facts, other] = [healthyPath(), healthyPath()];
  other.groups.reverse();
  const { responses, ...rest } = other.gateway;
  expect(basisOf({ ...other, gateway: { responses, ...rest } })).toBe(basisOf(facts));
});

it('is another for any change of what bears on the path', () => {
  const first = basisOf(healthyPath());
  const changes: ((facts: ReturnType<typeof healthyPath>) => unknown)[] = [
    (it) => it.ec2.routeTables[0]?.hops.push('igw-1'),
    (it) => it.groups[0]?.egress.pop(),
    (it) => Object.assign(it.gateway.api, { policy: null }),
    (it) => Object.assign(it.gateway.stage ?? {}, { deploymentId: 'd2' }),
    (it) => Object.assign(it.ec2.endpoints[0] ?? {}, { policy: '{}' }),
  ];
  for (const change of changes) {
    const facts = healthyPath();
    change(facts);
    expect(basisOf(facts)).not.toBe(first);
  }
});

it('is none while a part is not known', () => {
  expect(basisOf({ ...healthyPath(), groups: null })).toBeNull();
});
